import type { RefusalCode } from '../contract/index.js';
import type { Schema } from './schema.js';

/** What the code itself does not say of a route. */
export interface Described<T> {
  summary: string;
  /** What it answers; null: nothing, 204. */
  answers: Schema<T> | null;
  /** `application/json` where left out; `redirect`: a browser is led on, 303, also where it is refused. */
  as?: string;
  /** Beside what follows from its guards and pipes. */
  refuses: RefusalCode[];
  /** Beside its body it takes files, as `files` of a form (RFC 7578). */
  takesFiles?: true;
}

/** A controller's routes: every one, each with a schema of exactly what it answers. */
type Routes<C> = {
  [M in keyof C as C[M] extends (...given: never[]) => unknown ? M : never]: C[M] extends (...given: never[]) => infer R
    ? Described<Awaited<R> extends void ? never : Awaited<R>>
    : never;
};

export type Controller = abstract new (...given: never[]) => object;

export interface DescribedController {
  controller: Controller;
  routes: Record<string, Described<never>>;
}

export function described<C extends object>(
  controller: abstract new (...given: never[]) => C,
  routes: Routes<C>,
): DescribedController {
  return { controller, routes: routes as unknown as Record<string, Described<never>> };
}

export function answers<T>(summary: string, schema: Schema<T>, ...refuses: RefusalCode[]): Described<T> {
  return { summary, answers: schema, refuses };
}

export function nothing(summary: string, ...refuses: RefusalCode[]): Described<never> {
  return { summary, answers: null, refuses };
}

/** The browser is led on; a refusal leads to the start page, with its code behind the `#`. */
export function leads(summary: string): Described<never> {
  return { summary, answers: null, refuses: [], as: 'redirect' };
}

/** Text of another kind than JSON. */
export function inForm<T>(as: string, route: Described<T>): Described<T> {
  return { ...route, as };
}

/** Takes files too. */
export function withFiles<T>(route: Described<T>): Described<T> {
  return { ...route, takesFiles: true };
}
