import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Change, Changed } from '../../src/contract/index.js';
import { attend } from '../elements/attention.js';
import { Button } from '../elements/button.js';
import { Notice } from '../elements/card.js';
import { Field } from '../elements/field.js';
import { type Key, t } from '../words/words.js';

/** What became of something that an administrator did. */
export interface Outcome {
  said: Key;
  /** Whom it was about. */
  name: string;
  /** The one-time link to hand over; it is shown here and nowhere else, and kept nowhere. */
  link: string | null;
}

/** What became of a change: done, with a link or a mail for an invitation, or asked of another administrator. */
export function outcomeOf(kind: Change['kind'], name: string, changed: Changed): Outcome {
  if (!changed.done) return { said: 'admin.asked', name, link: null };
  return { said: changed.link === null ? `admin.done.${kind}` : 'admin.link', name, link: changed.link };
}

/** Says it where it happened, and takes the focus there. The region is there before its words (WCAG 4.1.3). */
export function Told({ outcome }: { outcome: Outcome | null }) {
  return (
    <div role="status" class="seintje-live">
      {outcome && <Words key={`${outcome.said} ${outcome.name} ${outcome.link}`} {...outcome} />}
    </div>
  );
}

function Words({ said, name, link }: Outcome) {
  const words = useRef<HTMLParagraphElement>(null);
  useEffect(() => attend(words.current), []);
  return (
    <Notice tone={said === 'admin.asked' || link !== null ? 'signal' : 'done'}>
      <div class="seintje-stack">
        <p ref={words} tabIndex={-1}>
          {t(said, { name })}
        </p>
        {link !== null && <Link name={name} link={link} />}
      </div>
    </Notice>
  );
}

function Link({ name, link }: { name: string; link: string }) {
  const field = useRef<HTMLInputElement>(null);
  const copied = useSignal<boolean | null>(null);

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(link);
      copied.value = true;
    } catch {
      // A browser may forbid it: then it is ready to be copied by hand.
      copied.value = false;
      field.current?.select();
    }
  }

  return (
    <>
      <Field id="invitation-link" label={t('admin.link.for', { name })}>
        <input
          ref={field}
          class="seintje-input"
          id="invitation-link"
          type="text"
          readOnly
          value={link}
          translate={false}
          onFocus={(event) => event.currentTarget.select()}
        />
      </Field>
      <Button kind="primary" onPress={copy}>
        {t('admin.link.copy')}
      </Button>
      {copied.value !== null && <p>{t(copied.value ? 'admin.link.copied' : 'admin.link.not-copied')}</p>}
    </>
  );
}
