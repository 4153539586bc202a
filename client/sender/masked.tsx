import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { keepFocus } from '../elements/attention.js';
import { Button } from '../elements/button.js';
import { Moment } from '../elements/moment.js';
import { t } from '../words/words.js';

/** Hides what was typed, and not what is said about it. */
export function Masked({ forgotten, onShow, children }: { forgotten: boolean; onShow: () => void; children: ComponentChildren }) {
  // A field that had the focus is gone.
  useEffect(() => void keepFocus(), []);
  return (
    <Moment
      title={t(forgotten ? 'form.forgotten' : 'form.masked')}
      actions={
        <Button kind="primary" onPress={onShow}>
          {t(forgotten ? 'sender.new' : 'form.unmask')}
        </Button>
      }
    >
      {children}
    </Moment>
  );
}
