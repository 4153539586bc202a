import { describe, expect, test } from '@jest/globals';
import { joined as joinedBy } from '../../../src/signals/joining.js';
import { NOW, PLACES, SEEN, SENT, KNOWN, knownCopy, MINUTE, opened, over, copy, otherCopy, seenCopy, state } from './made-up.js';
import type { Place } from '../../../src/signals/audience.js';
import type { Completed, Opened } from '../../../src/signals/signal.js';

/** Two who did not know of each other: what one of them did, and the other. */
const of = (changes: Partial<Opened>): Opened => ({ ...opened, ...changes });
const joined = (signal: Opened, other: Opened | Completed, giver: Place | null = null) => joinedBy(signal, other, giver);
const choice = ({ person, chosenAt }: { person: string; chosenAt: number }) => ({ person, chosenAt });
const parents = { person: copy.person, name: copy.name, informedAt: null };

describe('[R-HEAL-2] what one knows and the other does not', () => {
  test('is nothing where they know the same, or one knew of the other', () => {
    const later = of({ copies: [seenCopy], toldAt: NOW, parents });
    for (const name of ['passed', 'seen', 'told', 'known', 'card', 'card+']) {
      const same = state(name) as Opened;
      expect(joined(same, same, PLACES.opener)).toBe(same);
    }
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
    const one = of({ copies: [{ ...seenCopy, openedAt: NOW, confer: asked, absentAt: null }] });
    const other = of({ copies: [{ ...knownCopy, sealed: null, confer: { ...asked, comingAt: NOW + 5 } }] });
    const both = { ...knownCopy, openedAt: SEEN, knownAt: KNOWN, confer: { ...asked, comingAt: NOW + 5 } };
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

  test('let go after they were chosen twice, neither choice comes back', () => {
    const again = { ...copy, chosenAt: NOW };
    const twice = joined(of({ copies: [again] }), of({ copies: [copy] }));
    expect(twice.copies).toEqual([again]);
    const without = of({ letGo: [choice(again)] });
    for (const earlier of [copy, again]) expect(joined(without, of({ copies: [earlier] })).copies).toEqual([]);
    expect(joined(without, of({ letGo: [choice(copy)] }))).toBe(without);
  });

  test('chosen again, they have done nothing yet of what they did before they were let go', () => {
    const asked = { ...seenCopy, confer: { askedAt: SEEN, comingAt: null } };
    const again = { ...copy, chosenAt: NOW };
    const anew = of({ copies: [again], letGo: [choice(copy)] });
    expect(joined(of({ copies: [asked] }), anew).copies).toEqual([again]);
    expect(joined(anew, of({ copies: [asked] })).copies).toEqual([again]);
  });

  test('who knows stays, as nobody could have let them go who had known of it', () => {
    const without = of({ copies: [otherCopy], letGo: [choice(copy)] });
    expect(joined(of({ copies: [knownCopy] }), without).copies).toEqual([knownCopy, otherCopy]);
    expect(joined(without, of({ copies: [knownCopy] })).copies).toEqual([otherCopy, knownCopy]);
  });

  test('let go after they had opened it, they are told what becomes of it', () => {
    const saw = [{ as: 'teacher' as const, place: PLACES.teacher }];
    const without = of({ letGo: [choice(copy)] });
    expect(joined(of({ copies: [seenCopy] }), without).saw).toEqual(saw);
    expect(joined(without, of({ copies: [seenCopy] })).saw).toEqual(saw);
    expect(joined(opened, of({ letGo: [choice(copy)], saw })).saw).toEqual(saw);
  });

  test('whoever took it over last follows it, once they come themselves; who does not follow it has seen it', () => {
    const { by, takenAt } = over;
    expect(joined(opened, over, PLACES.taker)).toMatchObject({ by, takenAt, saw: over.saw });
    expect(joined(opened, over, PLACES.teacher)).toMatchObject({
      ...{ by: opened.by, takenAt: opened.takenAt },
      saw: [{ as: 'opener', place: PLACES.taker }],
    });
    expect(joined(over, opened, PLACES.opener)).toBe(over);
  });

  test('told, and arrived: once and the first time', () => {
    const one = of({ toldAt: NOW, arrivedAt: SENT + 9 });
    const other = of({ toldAt: NOW - 5, arrivedAt: SENT + 5 });
    expect(joined(one, other)).toMatchObject({ toldAt: NOW - 5, arrivedAt: SENT + 5 });
    expect(joined(other, one)).toBe(other);
  });

  test('who calls the parents, and that they know; not of who is let go', () => {
    const passed = of({ copies: [copy] });
    const named = of({ copies: [copy], parents });
    expect(joined(passed, named)).toMatchObject({ parents });
    const informed = of({ copies: [copy], parents: { ...parents, informedAt: NOW } });
    expect(joined(named, informed)).toMatchObject({ parents: { informedAt: NOW } });
    expect(joined(informed, named)).toBe(informed);
    const themselves = of({ copies: [copy], parents: { ...opened.by, informedAt: null } });
    expect(joined(themselves, named)).toBe(themselves);
    for (const [one, other] of [
      [themselves, informed],
      [informed, themselves],
    ] as const)
      expect(joined(one, other)).toMatchObject({ parents: { ...parents, informedAt: NOW } });
    const without = of({ letGo: [choice(copy)] });
    for (const [one, other] of [
      [without, named],
      [named, without],
    ] as const)
      expect(joined(one, other)).toMatchObject({ parents: null });
    for (const [one, other] of [
      [without, informed],
      [informed, without],
    ] as const)
      expect(joined(one, other)).toMatchObject({ copies: [], parents: { informedAt: NOW } });
  });

  test('opened anew since, of the earlier opening only counts who was chosen or told', () => {
    const anew = of({ openedAt: NOW, takenAt: NOW, by: over.by });
    const earlier = of({
      copies: [copy],
      parents: { ...opened.by, informedAt: null },
      toldAt: SEEN,
      calledAt: SENT,
      arrivedAt: SENT,
    });
    expect(joined({ ...anew, arrivedAt: NOW }, earlier)).toEqual({
      ...{ ...anew, arrivedAt: NOW, version: anew.version + 1 },
      copies: [copy],
      toldAt: SEEN,
      saw: [{ as: 'opener', place: PLACES.opener }],
    });
  });

  test('the school is done: its teachers have their cards', () => {
    const card = state('card') as Completed;
    const after = joinedBy(card, of({ copies: [seenCopy, otherCopy], toldAt: NOW - MINUTE, by: over.by, takenAt: NOW }), null);
    expect(after).toEqual({ ...card, version: card.version + 1, copies: [seenCopy, otherCopy], toldAt: NOW - MINUTE });
  });
});
