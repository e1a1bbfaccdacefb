import { TextInput } from "@mantine/core";
import { wordsBySilence, withWords, type Choice } from "./field-model.ts";

interface Props {
  readonly choices: readonly Choice[];
  readonly onChange: (choices: Choice[]) => void;
}

/** What each answer puts in the text; the words that it has without any stand there in gray. */
export function ChoiceWords({ choices, onChange }: Props) {
  return (
    <fieldset className="nt-fields nt-choice-words">
      <legend>In the text, for each answer</legend>
      {choices.map((choice, at) => (
        <TextInput
          // The key is the answer's own, and stays while its label is changed; two answers of one label have one key until that is mended.
          key={`${choice.key} ${at}`}
          size="xs"
          label={choice.label}
          maxLength={200}
          placeholder={wordsBySilence(choice)}
          value={choice.says}
          onChange={(event) => onChange(withWords(choices, at, event.currentTarget.value))}
        />
      ))}
    </fieldset>
  );
}
