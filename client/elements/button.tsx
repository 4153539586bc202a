import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { t } from '../words/words.js';
import { attend, keepFocus } from './attention.js';

interface ButtonProps {
  children: ComponentChildren;
  kind?: 'primary' | 'secondary' | 'small' | 'plain';
  /** Until its promise settles the button shows that work goes on, and cannot be pressed again. */
  onPress?: () => unknown;
  /** For the button that submits a form. */
  submits?: boolean;
  busy?: boolean;
  label?: string;
  /** Whether it appears because of what the person did: then it has the focus. */
  focus?: boolean;
}

/** A button of at least 48 px (WCAG 2.5.8), that is never disabled while somebody fills in a form. */
export function Button({
  children,
  kind = 'secondary',
  onPress,
  submits = false,
  busy = false,
  label,
  focus = false,
}: ButtonProps) {
  const button = useRef<HTMLButtonElement>(null);
  const working = useSignal(false);
  const shown = busy || working.value;

  useEffect(() => {
    if (focus) attend(button.current);
  }, []);
  // A layout effect is cleaned up while the button is still there.
  useLayoutEffect(() => {
    const own = button.current!;
    return () => {
      if (own === document.activeElement) void keepFocus(own.closest<HTMLElement>('[tabindex="-1"]'));
    };
  }, []);

  async function press(event: Event): Promise<void> {
    if (busy || working.peek()) return event.preventDefault();
    if (!onPress) return;
    working.value = true;
    try {
      await onPress();
    } finally {
      working.value = false;
    }
  }

  return (
    <button
      ref={button}
      type={submits ? 'submit' : 'button'}
      class={`seintje-button seintje-button-${kind}`}
      aria-disabled={shown}
      aria-label={label}
      onClick={press}
    >
      {shown && <span class="seintje-button-busy" aria-hidden="true" />}
      {children}
      {shown && <span class="seintje-unseen">{t('busy')}</span>}
    </button>
  );
}

/** Leads to another page; `beside`: in a tab of its own, that knows nothing of this one. */
export function Way({
  to,
  kind = 'secondary',
  beside = false,
  children,
}: Pick<ButtonProps, 'kind' | 'children'> & { to: string; beside?: boolean }) {
  return (
    <a class={`seintje-button seintje-button-${kind}`} href={to} {...(beside && { target: '_blank', rel: 'noopener' })}>
      {children}
      {beside && <span class="seintje-unseen"> {t('new-tab')}</span>}
    </a>
  );
}

/** Calls a telephone number. */
export function CallButton({ phone, kind = 'primary', children }: Pick<ButtonProps, 'kind' | 'children'> & { phone: string }) {
  return (
    <a class={`seintje-button seintje-button-${kind}`} href={tel(phone)}>
      {children}
    </a>
  );
}

/** A telephone number in a sentence, that can be called. */
export function PhoneLink({ phone }: { phone: string }) {
  return (
    <a class="seintje-phone" href={tel(phone)} translate={false}>
      {phone}
    </a>
  );
}

/** RFC 3966, as far as people's ways to write a number allow. */
function tel(phone: string): string {
  return `tel:${phone.replace(/[^+\d]/g, '')}`;
}
