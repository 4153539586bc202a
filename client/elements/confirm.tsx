import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../words/words.js';
import { Button } from './button.js';
import { Notice } from './card.js';
import { attend } from './attention.js';

interface ConfirmProps {
  label: string;
  /** The label with what it is about, where several stand beside each other (WCAG 2.4.6). */
  about?: string;
  kind?: 'primary' | 'secondary' | 'small' | 'plain';
  question: string;
  yes: string;
  onYes: () => unknown;
}

/** A button that asks once, in its own place, before it does what cannot be undone (WCAG 3.3.4). */
export function Confirm({ label, about, kind, question, yes, onYes }: ConfirmProps) {
  const asking = useSignal(false);
  const declined = useSignal(false);
  if (!asking.value) {
    return (
      <Button kind={kind} label={about} focus={declined.value} onPress={() => (asking.value = true)}>
        {label}
      </Button>
    );
  }

  function decline(): void {
    asking.value = false;
    declined.value = true;
  }

  return <Question question={question} yes={yes} onYes={onYes} onNo={decline} />;
}

function Question({ question, yes, onYes, onNo }: Omit<ConfirmProps, 'label' | 'about' | 'kind'> & { onNo: () => void }) {
  const asked = useRef<HTMLParagraphElement>(null);
  useEffect(() => attend(asked.current), []);
  return (
    <Notice>
      <div class="seintje-stack">
        <p ref={asked} tabIndex={-1}>
          {question}
        </p>
        <Button kind="primary" onPress={onYes}>
          {yes}
        </Button>
        <Button onPress={onNo}>{t('no')}</Button>
      </div>
    </Notice>
  );
}
