import { describe, expect, test } from '@jest/globals';
import { Bucket } from '../../../src/limits/bucket.js';
import { enterAll, Places } from '../../../src/limits/places.js';

describe('[R-LIMIT-2] a bucket', () => {
  test('is one for each key, says how far over it one is and when it is taken again', async () => {
    const bucket = new Bucket({ points: 3, seconds: 60 });
    const taken = [];
    for (let time = 0; time < 5; time++) taken.push(await bucket.take('Karin'));
    expect(taken.slice(0, 3)).toEqual([null, null, null]);
    expect(taken.slice(3)).toMatchObject([{ consumed: 4 }, { consumed: 5 }]);
    for (const over of taken.slice(3)) expect([59, 60]).toContain(over!.wait);
    expect(await bucket.take('Petra')).toBeNull();
  });

  test('takes no more of those who come at once, and takes again what was given back', async () => {
    const bucket = new Bucket({ points: 3, seconds: 60 });
    const taken = await Promise.all(Array.from({ length: 5 }, () => bucket.take('Karin')));
    expect(taken.filter((over) => over === null)).toHaveLength(3);
    for (let time = 0; time < 3; time++) await bucket.giveBack('Karin');
    expect(await bucket.take('Karin')).toBeNull();
    expect(await bucket.take('Karin')).not.toBeNull();
  });
});

describe('[R-LIMIT-4] places', () => {
  test('are so many for each key, free again when somebody leaves, and forgotten when all have', () => {
    const places = new Places(2);
    const [first, second] = [places.enter('Karin'), places.enter('Karin')];
    expect(places.enter('Karin')).toBeNull();
    expect(places.enter('Petra')).not.toBeNull();
    first!();
    const third = places.enter('Karin');
    expect(third).not.toBeNull();
    expect(places.enter('Karin')).toBeNull();
    for (const leave of [second, third]) leave!();
    expect((places as unknown as { taken: Map<string, number> }).taken.has('Karin')).toBe(false);
  });

  test('of several kinds are taken together or not at all', () => {
    const [wide, tight] = [new Places(3), new Places(1)];
    const leave = enterAll([wide, ''], [tight, 'Karin']);
    for (let time = 0; time < 10; time++) expect(enterAll([wide, ''], [tight, 'Karin'])).toBeNull();
    const others = ['Petra', 'Hans'].map((name) => enterAll([wide, ''], [tight, name]));
    expect(others.every((each) => each !== null)).toBe(true);
    expect(enterAll([wide, ''], [tight, 'Mo'])).toBeNull();
    leave!();
    expect(enterAll([wide, ''], [tight, 'Mo'])).not.toBeNull();
  });
});
