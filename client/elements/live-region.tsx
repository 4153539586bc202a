import { useSignal, useSignalEffect } from '@preact/signals';
import { useContext, useEffect } from 'preact/hooks';
import { PrivacyContext } from './privacy.js';

/**
 * Says a sentence aloud (WCAG 4.1.3). The region is there before its words, since assistive technology only
 * hears changes. The words never hold a pupil's name. Where an alert is concealed, the frame says that there is one.
 * @param asks whether it still asks for attention; an alert may do so after its words were news
 */
export function LiveRegion({ role, text, asks = text !== '' }: { role: 'status' | 'alert'; text: string; asks?: boolean }) {
  const { concealed, unseen } = useContext(PrivacyContext);
  const said = useSignal('');
  const asking = useSignal(false);
  useEffect(() => {
    said.value = text;
    asking.value = asks;
  }, [text, asks]);
  useSignalEffect(() => {
    if (role !== 'alert' || !asking.value || !concealed.value) return;
    unseen.value = unseen.peek() + 1;
    return () => void (unseen.value = unseen.peek() - 1);
  });
  return (
    <div role={role} class="seintje-unseen">
      {said}
    </div>
  );
}
