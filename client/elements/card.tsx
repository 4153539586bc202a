import type { ComponentChildren } from 'preact';
import { DrillMark } from './drill-mark.js';

/** How a card or notice feels: `alert` is a `signal` that has just come in. */
export type Tone = 'calm' | 'signal' | 'alert' | 'done' | 'failure';

/** One thing at a time, on its own sheet. */
export function Card({ tone = 'calm', drill = false, children }: { tone?: Tone; drill?: boolean; children: ComponentChildren }) {
  return (
    <section class="seintje-card" data-tone={tone} data-drill={drill || undefined}>
      {drill && <DrillMark />}
      {children}
    </section>
  );
}

/** A remark inside a page or a card. */
export function Notice({ tone = 'signal', children }: { tone?: Tone; children: ComponentChildren }) {
  return (
    <div class="seintje-notice" data-tone={tone}>
      {children}
    </div>
  );
}

/** A card that leads to its own page: the whole card is the target, its heading is the button. */
export function Entry({
  level = 3,
  tone = 'calm',
  drill = false,
  title,
  onOpen,
  children,
}: {
  /** Of its heading: 2 where nothing lies between it and the page's. */
  level?: 2 | 3;
  tone?: Tone;
  drill?: boolean;
  title: string;
  onOpen: () => void;
  children: ComponentChildren;
}) {
  const Heading = `h${level}` as const;
  return (
    <section class="seintje-card seintje-entry" data-tone={tone} data-drill={drill || undefined}>
      {drill && <DrillMark />}
      <Heading>
        <button type="button" class="seintje-entry-way" onClick={onOpen}>
          {title}
        </button>
      </Heading>
      {children}
    </section>
  );
}
