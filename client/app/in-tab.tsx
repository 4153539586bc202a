import { useComputed, useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useContext, useEffect, useMemo } from 'preact/hooks';
import { PrivacyContext } from '../elements/privacy.js';

/**
 * One role's page among several. It stays there while another is shown, so that an alert is heard and
 * nothing that was typed is lost; but no name stays in a page that is not shown.
 */
export function InTab({ selected, children }: { selected: boolean; children: ComponentChildren }) {
  const { concealed, shown, unseen } = useContext(PrivacyContext);
  const away = useSignal(!selected);
  useEffect(() => {
    away.value = !selected;
  }, [selected]);
  const hidden = useComputed(() => concealed.value || away.value);
  const privacy = useMemo(() => ({ concealed: hidden, shown, unseen }), []);
  return (
    <PrivacyContext.Provider value={privacy}>
      <div class="seintje-inside" hidden={!selected}>
        {children}
      </div>
    </PrivacyContext.Provider>
  );
}
