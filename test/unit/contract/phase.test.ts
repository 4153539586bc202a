import { describe, expect, test } from '@jest/globals';
import {
  callAt,
  type Chosen,
  type ContactView,
  type OpenerView,
  phase,
  PHASE_TIMES,
  type Progress,
  startOf,
  type TeacherView,
  type View,
} from '../../../src/contract/index.js';
import { at } from '../../support/fake-clock.js';

const MINUTE = 60_000;
const SENT = at('2027-01-11 08:02');

const common = {
  id: '7d3f6a1e-4b0c-4f9e-8a57-0c1d2e3f4a5b',
  version: 1,
  drill: false,
  sentAt: SENT,
  opensAt: at('2027-01-11 07:30'),
  bellAt: at('2027-01-11 08:30'),
  endsAt: at('2027-01-11 15:30'),
  times: PHASE_TIMES,
  school: { code: '99AA00', name: 'The school', place: 'The place', phone: '0100000000' },
};
const contact: ContactView = { ...common, as: 'contact', progress: 'waiting', openedBy: null };
const opener: OpenerView = { ...common, as: 'opener', progress: 'opened', openedAt: SENT, chosen: [], toldAt: null };
const teacher: TeacherView = { ...common, as: 'teacher', from: 'Somebody', chosenAt: SENT, openedAt: null, knownAt: null };

/** The phases of a view, each with the local time at which it begins. */
function timeline(view: View, ...moments: string[]): string[] {
  return moments.flatMap((moment) => [`${phase(view, at(moment) - 1)} < ${moment}`, `${phase(view, at(moment))} ≥ ${moment}`]);
}

describe('[R-PHASE-1] what a page says about waiting', () => {
  test('changes after 2, 5 and 8 minutes, to the millisecond', () => {
    expect(timeline(contact, '2027-01-11 08:04', '2027-01-11 08:07', '2027-01-11 08:10')).toEqual([
      'quiet < 2027-01-11 08:04',
      'repeat ≥ 2027-01-11 08:04',
      'repeat < 2027-01-11 08:07',
      'amber ≥ 2027-01-11 08:07',
      'amber < 2027-01-11 08:10',
      'call ≥ 2027-01-11 08:10',
    ]);
    expect(phase(contact, SENT)).toBe('quiet');
    expect(phase(contact, common.endsAt)).toBe('call');
  });

  test('on a Friday evening is nothing until the window opens on Monday', () => {
    const friday: View = { ...contact, sentAt: at('2027-01-08 21:00') };
    expect(startOf(friday)).toBe(friday.opensAt);
    expect(timeline(friday, '2027-01-08 21:08', '2027-01-11 07:30', '2027-01-11 07:32')).toEqual([
      'scheduled < 2027-01-08 21:08',
      'scheduled ≥ 2027-01-08 21:08',
      'scheduled < 2027-01-11 07:30',
      'quiet ≥ 2027-01-11 07:30',
      'quiet < 2027-01-11 07:32',
      'repeat ≥ 2027-01-11 07:32',
    ]);
  });

  test('is to call a quarter of an hour before the bell, where that is sooner and still ahead', () => {
    const call = (sent: string) => callAt({ ...common, sentAt: at(sent) });
    expect(call('2027-01-11 08:06')).toBe(at('2027-01-11 08:14'));
    expect(call('2027-01-11 08:10')).toBe(at('2027-01-11 08:15'));
    expect(call('2027-01-11 08:14')).toBe(at('2027-01-11 08:15'));
    expect(call('2027-01-11 08:15')).toBe(at('2027-01-11 08:23'));
    expect(call('2027-01-11 11:00')).toBe(at('2027-01-11 11:08'));
    const soon = { ...contact, sentAt: at('2027-01-11 08:14') };
    expect(timeline(soon, '2027-01-11 08:15')).toEqual(['quiet < 2027-01-11 08:15', 'call ≥ 2027-01-11 08:15']);
  });

  test('follows the times that the organisation has set', () => {
    const times = { ...PHASE_TIMES, repeat: 1, amber: 10, call: 20, callBeforeBell: 0 };
    const patient: View = { ...contact, times };
    expect([0, 1, 10, 20].map((minute) => phase(patient, SENT + minute * MINUTE))).toEqual(['quiet', 'repeat', 'amber', 'call']);
  });

  test('is the same for sender, colleague and contact, and settled once it was opened', () => {
    const sender: View = {
      ...{ ...common, as: 'sender', progress: 'waiting' },
      ...{ arrivedAt: null, openedAt: null, knownAt: null, knownBy: null, returnedAt: null },
    };
    const colleague: View = { ...common, as: 'colleague', progress: 'waiting' };
    for (const view of [sender, colleague, contact]) {
      expect(phase(view, SENT + 5 * MINUTE)).toBe('amber');
      for (const progress of ['opened', 'passed-on', 'known'] as Progress[])
        expect(phase({ ...view, progress }, common.endsAt)).toBe('settled');
    }
    expect(phase({ ...sender, progress: 'returned' }, common.endsAt)).toBe('settled');
  });
});

describe('[R-PHASE-1] what a page says after opening', () => {
  const chosen = (chosenAt: number, openedAt: number | null): Chosen => ({
    ...{ person: 'somebody', name: 'Somebody', group: null },
    ...{ chosenAt, arrivedAt: null, openedAt, knownAt: null },
  });

  test('is a reminder after five minutes without a choice', () => {
    expect(phase(opener, SENT + 5 * MINUTE - 1)).toBe('quiet');
    expect(phase(opener, SENT + 5 * MINUTE)).toBe('choose');
  });

  test('is to walk over after three minutes in which the teacher has not opened it', () => {
    const passedOn: View = { ...opener, progress: 'passed-on', chosen: [chosen(SENT, null)] };
    expect(phase(passedOn, SENT + 3 * MINUTE - 1)).toBe('quiet');
    expect(phase(passedOn, SENT + 3 * MINUTE)).toBe('walk');
    expect(phase({ ...passedOn, chosen: [chosen(SENT, SENT + 1)] }, common.endsAt)).toBe('quiet');
    const second = { ...passedOn, chosen: [chosen(SENT, SENT + 1), chosen(SENT + MINUTE, null)] };
    expect(phase(second, SENT + 3 * MINUTE)).toBe('quiet');
    expect(phase(second, SENT + 4 * MINUTE)).toBe('walk');
  });

  test('is settled once it is known', () => {
    expect(phase({ ...opener, progress: 'known', chosen: [chosen(SENT, null)] }, common.endsAt)).toBe('settled');
  });

  test('asks the teacher until they have opened it', () => {
    expect(phase(teacher, SENT)).toBe('repeat');
    expect(phase({ ...teacher, openedAt: SENT + 1 }, common.endsAt)).toBe('settled');
  });
});
