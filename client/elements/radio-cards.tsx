import type { Tone } from './card.js';

export interface Choice {
  value: string;
  label: string;
  note?: string;
  tone?: Tone;
}

interface GroupProps {
  id: string;
  /** What the choice is about, for who does not see it. */
  label: string;
  choices: Choice[];
  /** Of checkboxes, the one that was pressed. */
  onChoose: (value: string) => void;
}

/** One of several, on cards. The first has the group's id. */
export function RadioCards({ chosen, ...group }: GroupProps & { chosen: string | null }) {
  return <Cards type="radio" chosen={chosen === null ? [] : [chosen]} {...group} />;
}

/** Any of several, on cards. The first has the group's id. */
export function CheckCards(group: GroupProps & { chosen: string[] }) {
  return <Cards type="checkbox" {...group} />;
}

/** Native controls: the keys, the group and forced colours come with them. */
function Cards({
  type,
  id,
  label: about,
  choices,
  chosen,
  onChoose,
}: GroupProps & { type: 'radio' | 'checkbox'; chosen: string[] }) {
  return (
    <div class="seintje-radios" role={type === 'radio' ? 'radiogroup' : 'group'} aria-label={about}>
      {choices.map(({ value, label, note, tone }, at) => (
        <label class="seintje-radio" key={value}>
          <input
            type={type}
            id={at === 0 ? id : undefined}
            name={id}
            value={value}
            checked={chosen.includes(value)}
            onChange={() => onChoose(value)}
          />
          <span>
            <span class="seintje-radio-label">{label}</span>
            {note && (
              <span class="seintje-radio-note" data-tone={tone}>
                {note}
              </span>
            )}
          </span>
        </label>
      ))}
    </div>
  );
}
