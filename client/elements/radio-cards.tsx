import type { Tone } from './card.js';

export interface Choice {
  value: string;
  label: string;
  note?: string;
  tone?: Tone;
}

interface RadioCardsProps {
  id: string;
  /** What the choice is about, for who does not see it. */
  label: string;
  choices: Choice[];
  chosen: string | null;
  onChoose: (value: string) => void;
}

/** Native radio buttons on cards: the arrow keys, the group and forced colours come with them. The first has the group's id. */
export function RadioCards({ id, label: about, choices, chosen, onChoose }: RadioCardsProps) {
  return (
    <div class="seintje-radios" role="radiogroup" aria-label={about}>
      {choices.map(({ value, label, note, tone }, at) => (
        <label class="seintje-radio" key={value}>
          <input
            type="radio"
            id={at === 0 ? id : undefined}
            name={id}
            value={value}
            checked={value === chosen}
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
