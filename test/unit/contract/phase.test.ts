import { describe, expect, test } from '@jest/globals';
import {
  callAt,
  type Chosen,
  type ColleagueView,
  type ContactView,
  isCovered,
  type OpenerView,
  phase,
  PHASE_TIMES,
  type Progress,
  type SenderView,
  startOf,
  type TeacherView,
  type View,
  walkAt,
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
  handedBackAt: null as number | null,
  bellAt: at('2027-01-11 08:30'),
  endsAt: at('2027-01-11 15:30'),
  times: PHASE_TIMES,
  school: { code: '99AA00', name: 'The school', place: 'The place', phone: '0100000000' },
};
const sender: SenderView = {
  ...{ ...common, as: 'sender', progress: 'waiting', calledAt: null },
  ...{ arrivedAt: null, openedAt: null, knownAt: null, knownBy: null, returnedAt: null },
};
const colleague: ColleagueView = { ...common, as: 'colleague', progress: 'waiting', calledAt: null };
const contact: ContactView = {
  ...{ ...common, as: 'contact', progress: 'waiting', openedBy: null, handedBackBy: null, knownAt: null },
};
const opener: OpenerView = {
  ...{ ...common, as: 'opener', progress: 'opened', openedAt: SENT, takenAt: SENT },
  ...{ chosen: [], toldAt: null, knownAt: null, parents: null },
};
const teacher: TeacherView = {
  ...{ ...common, as: 'teacher', from: 'Somebody', followed: true, chosenAt: SENT },
  ...{ openedAt: null, knownAt: null, confer: null, parents: null },
};

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
    for (const view of [sender, colleague, contact]) {
      expect(phase(view, SENT + 5 * MINUTE)).toBe('amber');
      for (const progress of ['opened', 'passed-on', 'known'] as Progress[])
        expect(phase({ ...view, progress }, common.endsAt)).toBe('settled');
    }
    expect(phase({ ...sender, progress: 'returned' }, common.endsAt)).toBe('settled');
  });
});

describe('[R-OPEN-4] what was given back', () => {
  const handed = { handedBackAt: at('2027-01-11 08:06') };

  test('counts its minutes from then', () => {
    for (const view of [
      { ...sender, ...handed },
      { ...colleague, ...handed },
      { ...contact, ...handed },
    ]) {
      expect(startOf(view)).toBe(handed.handedBackAt);
      expect(timeline(view, '2027-01-11 08:06', '2027-01-11 08:08', '2027-01-11 08:11', '2027-01-11 08:14')).toEqual([
        'scheduled < 2027-01-11 08:06',
        'quiet ≥ 2027-01-11 08:06',
        'quiet < 2027-01-11 08:08',
        'repeat ≥ 2027-01-11 08:08',
        'repeat < 2027-01-11 08:11',
        'amber ≥ 2027-01-11 08:11',
        'amber < 2027-01-11 08:14',
        'call ≥ 2027-01-11 08:14',
      ]);
    }
  });

  test('is to call a quarter of an hour before the bell where that is sooner than eight minutes later', () => {
    expect(callAt({ ...common, handedBackAt: at('2027-01-11 08:10') })).toBe(at('2027-01-11 08:15'));
    expect(callAt({ ...common, handedBackAt: at('2027-01-11 08:20') })).toBe(at('2027-01-11 08:28'));
  });
});

describe('[R-CALL-1] who spoke with the school', () => {
  const called = { calledAt: at('2027-01-11 08:11') };

  test('gives it eight minutes; then, and still waiting, it is to call again', () => {
    for (const view of [
      { ...sender, ...called },
      { ...colleague, ...called },
    ])
      expect(timeline(view, '2027-01-11 08:12', '2027-01-11 08:19')).toEqual([
        'called < 2027-01-11 08:12',
        'called ≥ 2027-01-11 08:12',
        'called < 2027-01-11 08:19',
        'call ≥ 2027-01-11 08:19',
      ]);
  });

  test('matters no more once it was opened', () =>
    expect(phase({ ...sender, ...called, progress: 'opened' }, called.calledAt)).toBe('settled'));

  test('is as long as the organisation has set for calling', () => {
    const times = { ...PHASE_TIMES, call: 20 };
    const view = { ...sender, ...called, times };
    expect(timeline(view, '2027-01-11 08:31')).toEqual(['called < 2027-01-11 08:31', 'call ≥ 2027-01-11 08:31']);
  });
});

describe('[R-PHASE-1] what a page says after opening', () => {
  const chosen = (chosenAt: number, openedAt: number | null): Chosen => ({
    ...{ person: 'somebody', name: 'Somebody', group: null },
    ...{ chosenAt, arrivedAt: null, openedAt, knownAt: null, confer: null, absentAt: null },
  });

  test('is a reminder after five minutes without a choice', () => {
    expect(phase(opener, SENT + 5 * MINUTE - 1)).toBe('quiet');
    expect(phase(opener, SENT + 5 * MINUTE)).toBe('choose');
  });

  test('is a reminder to the colleagues too, as long as nobody was chosen or told', () => {
    const followed: ContactView = { ...contact, progress: 'opened', openedBy: { name: 'Somebody', at: SENT } };
    expect(phase(followed, SENT + 5 * MINUTE - 1)).toBe('settled');
    expect(phase(followed, SENT + 5 * MINUTE)).toBe('choose');
    for (const progress of ['passed-on', 'known'] as Progress[])
      expect(phase({ ...followed, progress }, common.endsAt)).toBe('settled');
    // While it is being opened, it waits.
    expect(phase({ ...followed, progress: 'waiting' }, SENT + MINUTE)).toBe('quiet');
  });

  test('[R-OPEN-3] counts from taking over, where a colleague took it over', () => {
    const taken: OpenerView = { ...opener, takenAt: SENT + 4 * MINUTE };
    expect(phase(taken, SENT + 9 * MINUTE - 1)).toBe('quiet');
    expect(phase(taken, SENT + 9 * MINUTE)).toBe('choose');
  });

  test('is quiet where the teacher was told in person, and to walk over no more', () => {
    const told: OpenerView = { ...opener, progress: 'known', toldAt: SENT + 1, chosen: [chosen(SENT, null)] };
    expect(phase(told, common.endsAt)).toBe('settled');
    expect(isCovered(told.chosen[0]!, told)).toBe(true);
    expect(walkAt(told.chosen[0]!, told)).toBe(Infinity);
  });

  test('is to walk over to a teacher who was chosen after another was told in person', () => {
    const later = chosen(SENT + MINUTE, null);
    const told: OpenerView = { ...opener, progress: 'known', toldAt: SENT + 1, chosen: [chosen(SENT, null), later] };
    expect(isCovered(later, told)).toBe(false);
    expect(walkAt(later, told)).toBe(SENT + 4 * MINUTE);
    expect(phase(told, SENT + 4 * MINUTE - 1)).toBe('settled');
    expect(phase(told, SENT + 4 * MINUTE)).toBe('walk');
  });

  test('[R-PASS-3] is to walk over to one of several, although another knows already', () => {
    const several: OpenerView = {
      ...{ ...opener, progress: 'known', knownAt: SENT + 2 },
      chosen: [{ ...chosen(SENT, SENT + 1), knownAt: SENT + 2 }, chosen(SENT + MINUTE, null)],
    };
    expect(phase(several, SENT + 4 * MINUTE - 1)).toBe('settled');
    expect(phase(several, SENT + 4 * MINUTE)).toBe('walk');
    const seen = { ...several, chosen: several.chosen.map((one) => ({ ...one, openedAt: SENT + 1 })) };
    expect(phase(seen, common.endsAt)).toBe('settled');
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
    expect(phase({ ...opener, progress: 'known', chosen: [chosen(SENT, SENT + 1)] }, common.endsAt)).toBe('settled');
  });

  test('asks the teacher until they have opened it', () => {
    expect(phase(teacher, SENT)).toBe('repeat');
    expect(phase({ ...teacher, openedAt: SENT + 1 }, common.endsAt)).toBe('settled');
  });
});
