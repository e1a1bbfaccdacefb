import { Button, Text } from "@mantine/core";
import { lessonById } from "@practicum/curriculum/lessons";
import { useState } from "react";

interface Props {
  /** False while the practice is still being opened. */
  readonly ready: boolean;
  readonly onStart: (lesson: { readonly id: string; readonly as: string }) => Promise<void>;
}

const first = lessonById("fd.00");

/** One press from the door to the first piece of work: who has never seen such a program has done something in three minutes. */
export default function FirstWin({ ready, onStart }: Props) {
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState("");
  const start = async () => {
    setBusy(true);
    setTrouble("");
    await onStart(first).catch(() => setTrouble("It could not begin. Reload the page and try again."));
    setBusy(false);
  };
  return (
    <div className="s-first">
      <Text mb={6}>
        Never seen such a program? Take one telephone call: it says what to press, takes {first.minutes} minutes, and
        nothing can break.
      </Text>
      <Button disabled={!ready} loading={busy} onClick={() => void start()}>
        Take your first call
      </Button>
      {trouble !== "" && (
        <Text role="alert" mt={6}>
          {trouble}
        </Text>
      )}
    </div>
  );
}
