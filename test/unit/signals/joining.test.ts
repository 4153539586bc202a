import { describe, expect, test } from '@jest/globals';
import { joined } from '../../../src/signals/joining.js';
import { NOW, PLACES, SEEN, SENT, KNOWN, knownCopy, MINUTE, opened, over, copy, otherCopy, seenCopy, state } from './made-up.js';
import type { Completed, Opened } from '../../../src/signals/signal.js';

/** Two who did not know of each other: what one of them did, and the other. */
const of = (changes: Partial<Opened>): Opened => ({ ...opened, ...changes });
const choice = ({ person, chosenAt }: { person: string; chosenAt: number }) => ({ person, chosenAt });
const parents = { person: copy.person, name: copy.name, informedAt: null };

describe('[R-HEAL-2] what one knows and the other does not', () => {
  test('is nothing where they know the same, or one knew of the other', () => {
    const later = of({ copies: [seenCopy], toldAt: NOW, parents });
    for (const earlier of [later, opened, of({ copies: [copy] }), of({ copies: [seenCopy], parents: null })])
      expect(joined(later, earlier)).toBe(later);
  });

  test('whoever was chosen stays so, each with their copy', () => {
    const after = joined(of({ copies: [copy] }), of({ copies: [{ ...copy, sealed: null }, otherCopy] }));
    expect(after).toEqual({ ...opened, version: opened.version + 1, copies: [copy, otherCopy] });
    expect(joined(after, of({ copies: [otherCopy] }))).toBe(after);
  });

  test('what a teacher did counts, and when that was first', () => {
    const asked = { askedAt: NOW, comingAt: null };
    const one = of({ copies: [{ ...seenCopy, openedAt: NOW, confer: asked, absentAt: null, reminders: 1 }] });
    const other = of({ copies: [{ ...knownCopy, sealed: null, confer: { ...asked, comingAt: NOW + 5 }, reminders: 3 }] });
    const both = { ...knownCopy, openedAt: SEEN, knownAt: KNOWN, confer: { ...asked, comingAt: NOW + 5 }, reminders: 3 };
    expect(joined(one, other).copies).toEqual([both]);
    expect(joined(other, one).copies).toEqual([both]);
    const again = of({ copies: [{ ...knownCopy, confer: { askedAt: NOW + 9, comingAt: null } }] });
    expect(joined(one, again).copies[0]!.confer).toEqual({ askedAt: NOW + 9, comingAt: null });
    expect(joined(again, other).copies[0]!.confer).toEqual({ askedAt: NOW + 9, comingAt: null });
    expect(joined(of({ copies: [copy] }), other).copies[0]!.confer).toEqual({ ...asked, comingAt: NOW + 5 });
  });

  test('who has opened it is there; of who has not it stays as it was here', () => {
    const absent = { ...copy, absentAt: NOW };
    expect(joined(of({ copies: [absent] }), of({ copies: [seenCopy] })).copies).toEqual([seenCopy]);
    expect(joined(of({ copies: [absent] }), of({ copies: [copy, otherCopy] })).copies).toEqual([absent, otherCopy]);
  });

  test('whoever was let go does not come back, whichever of the two knows that; chosen again they are there', () => {
    const had = of({ copies: [copy, otherCopy] });
    const without = of({ copies: [otherCopy], letGo: [choice(copy)] });
    expect(joined(without, had)).toBe(without);
    expect(joined(had, without)).toMatchObject({ copies: [otherCopy], letGo: [choice(copy)], saw: [] });
    const again = { ...copy, chosenAt: NOW };
    const anew = of({ copies: [otherCopy, again], letGo: [choice(copy)] });
    expect(joined(had, anew)).toMatchObject({ copies: [otherCopy, again] });
    expect(joined(anew, had)).toBe(anew);
  });

  test('let go after they had opened it, they are told what becomes of it', () => {
    const teacher = { as: 'teacher', place: PLACES.teacher };
    const without = of({ letGo: [choice(copy)] });
    expect(joined(of({ copies: [seenCopy] }), without).saw).toEqual([teacher]);
    expect(joined(opened, of({ letGo: [choice(copy)], saw: [{ as: 'teacher', place: PLACES.teacher }] })).saw).toEqual([teacher]);
  });

  test('whoever took it over last follows it', () => {
    const { by, takenAt } = over;
    expect(joined(opened, over)).toMatchObject({ by, takenAt, saw: over.saw });
    expect(joined(over, opened)).toBe(over);
  });

  test('told, called, arrived, amber: once and the first time', () => {
    const one = of({ toldAt: NOW, calledAt: null, arrivedAt: SENT + 9, amberAt: NOW });
    const other = of({ toldAt: NOW - 5, calledAt: SENT + 3, arrivedAt: SENT + 5, amberAt: null });
    const first = { toldAt: NOW - 5, calledAt: SENT + 3, arrivedAt: SENT + 5, amberAt: NOW };
    expect(joined(one, other)).toMatchObject(first);
    expect(joined(other, one)).toMatchObject(first);
  });

  test('who calls the parents, and that they know; not of who is let go', () => {
    const passed = of({ copies: [copy] });
    const named = of({ copies: [copy], parents });
    expect(joined(passed, named)).toMatchObject({ parents });
    const informed = of({ copies: [copy], parents: { ...parents, informedAt: NOW } });
    expect(joined(named, informed)).toMatchObject({ parents: { informedAt: NOW } });
    expect(joined(informed, named)).toBe(informed);
    const themselves = of({ copies: [copy], parents: { ...opened.by, informedAt: null } });
    expect(joined(themselves, informed)).toBe(themselves);
    const without = of({ letGo: [choice(copy)] });
    expect(joined(without, named)).toBe(without);
  });

  test('opened anew since, of the earlier opening only who was chosen counts', () => {
    const anew = of({ openedAt: NOW, takenAt: NOW, by: over.by });
    const earlier = of({ copies: [copy], parents: { ...opened.by, informedAt: null }, calledAt: SENT, arrivedAt: SENT });
    expect(joined({ ...anew, arrivedAt: NOW }, earlier)).toEqual({
      ...{ ...anew, arrivedAt: NOW, version: anew.version + 1 },
      copies: [copy],
    });
  });

  test('the school is done: its teachers have their cards', () => {
    const card = state('card') as Completed;
    const after = joined(card, of({ copies: [seenCopy, otherCopy], toldAt: NOW - MINUTE, by: over.by, takenAt: NOW }));
    expect(after).toEqual({ ...card, version: card.version + 1, copies: [seenCopy, otherCopy], toldAt: NOW - MINUTE });
    expect(joined(of({ copies: [otherCopy] }), card)).toMatchObject({ state: 'opened', copies: [otherCopy, copy] });
  });
});
