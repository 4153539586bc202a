import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';

/**
 * Says a sentence aloud (WCAG 4.1.3). The region is there before its words, since assistive technology only
 * hears changes. The words never hold a pupil's name.
 */
export function LiveRegion({ role, text }: { role: 'status' | 'alert'; text: string }) {
  const said = useSignal('');
  useEffect(() => {
    said.value = text;
  }, [text]);
  return (
    <div role={role} class="seintje-unseen">
      {said}
    </div>
  );
}
