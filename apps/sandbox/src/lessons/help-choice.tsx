import { Radio, Text, TextInput } from "@mantine/core";
import { helpOf, modes } from "@practicum/curriculum/kit/mode";
import { useState } from "react";
import type { Progress, Wished } from "./progress.ts";

const NONCE_MAX = 80;

/** How much help the next lesson begins with; it stays as it was chosen last. */
export function HelpChoice({ progress }: { readonly progress: Progress }) {
  const [wished, setWished] = useState(progress.wished);
  const wish = (next: Wished) => {
    setWished(next);
    progress.wish(next);
  };
  return (
    <div className="s-help-choice">
      <Radio.Group
        label="How much help do you want?"
        value={wished.mode}
        onChange={(value) => {
          const mode = modes.find((one) => one === value);
          if (mode !== undefined) wish({ ...wished, mode });
        }}
      >
        <div className="s-help-modes">
          {modes.map((mode) => (
            <Radio key={mode} value={mode} label={helpOf[mode].label} description={helpOf[mode].text} />
          ))}
        </div>
      </Radio.Group>
      {wished.mode === "exam" && (
        <TextInput
          mt="xs"
          maw={340}
          label="The word of your instructor, if you were given one"
          description="It decides whom you meet, so that nobody can learn this exam by heart."
          maxLength={NONCE_MAX}
          autoComplete="off"
          value={wished.nonce}
          onChange={(event) => wish({ ...wished, nonce: event.currentTarget.value })}
        />
      )}
      <Text size="sm" c="dimmed" mt="xs">
        Help is never a shame, and it stands on a passport.
      </Text>
    </div>
  );
}
