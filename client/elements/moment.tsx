import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { attend } from './attention.js';
import { DrillMark } from './drill-mark.js';

/** A heading that takes the focus when it appears because of what the person did, and never otherwise (WCAG 3.2.1). */
export function Title({ children, focus = false }: { children: ComponentChildren; focus?: boolean }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (focus) attend(heading.current);
  }, []);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children}
    </h1>
  );
}

interface MomentProps {
  title: string;
  lead?: ComponentChildren;
  /** Whether this moment is there because of what the person just did. */
  focus?: boolean;
  /** Whether all of it is about a drill: the heading says so. */
  drill?: boolean;
  children?: ComponentChildren;
  actions?: ComponentChildren;
  /** Keeps the actions in sight below a long list. */
  near?: boolean;
}

/** One moment of the story: a heading, what there is to know, and what can be done, within reach of a thumb. */
export function Moment({ title, lead, focus = false, drill = false, children, actions, near = false }: MomentProps) {
  return (
    <section class="seintje-moment">
      <header>
        <Title focus={focus}>
          {drill && <DrillMark />}
          {title}
        </Title>
        {lead && <p class="seintje-quiet">{lead}</p>}
      </header>
      {children}
      {actions && <div class={near ? 'seintje-actions seintje-near' : 'seintje-actions'}>{actions}</div>}
    </section>
  );
}

/** Nothing to do: said so that it cannot be taken for no connection. */
export function Rest({ title, children }: { title: string; children?: ComponentChildren }) {
  return (
    <section class="seintje-rest">
      <span class="seintje-mark" aria-hidden="true" />
      <Title>{title}</Title>
      {children}
    </section>
  );
}
