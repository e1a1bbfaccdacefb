import { Button, Text, TextInput } from "@mantine/core";
import type { PassportRecord } from "@practicum/passport/record";
import { useState } from "react";
import { saveText } from "../save-as-file.ts";
import { PassportSheet } from "./passport-sheet.tsx";

interface Props {
  readonly lesson: string;
  /** The passport as a file's text. */
  readonly onMake: (name: string) => Promise<string>;
}

const NAME_MAX = 80;

/** After a lesson that was passed: its proof as a file, in the name that the learner gives, and as a sheet that leads to the file. */
export function SavePassport({ lesson, onMake }: Props) {
  const [name, setName] = useState("");
  const [state, setState] = useState<"" | "making" | "saved">("");
  const [trouble, setTrouble] = useState("");
  const [made, setMade] = useState<{ record: PassportRecord; name: string } | null>(null);
  const [isPrinting, setPrinting] = useState(false);
  const file = `${lesson}.passport.json`;
  const save = async () => {
    setState("making");
    setTrouble("");
    try {
      const text = await onMake(name.trim());
      saveText(file, text);
      const { record }: { record: PassportRecord } = JSON.parse(text);
      setMade({ record, name: name.trim() });
      setState("saved");
    } catch (error) {
      setState("");
      setTrouble(error instanceof Error ? error.message : "The passport could not be made. Try again.");
    }
  };
  return (
    <form
      className="s-finding"
      aria-label="Passport"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <TextInput
        size="sm"
        label="Your name, as it stands on the passport"
        maxLength={NAME_MAX}
        autoComplete="name"
        required
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Text size="sm" c="dimmed" my={6}>
        A file with every step you took, signed by this browser. Somebody else can do the steps again and see that they
        lead here. It does not prove who typed. Synthetic data; not a licence.
      </Text>
      <Button type="submit" size="sm" variant="default" loading={state === "making"} disabled={name.trim() === ""}>
        Save my passport
      </Button>
      {state === "saved" && made !== null && (
        <div role="status">
          <Text size="sm" my={6}>
            Saved as {file}. A sheet for a folder or an application leads to it by a code; it is the file that is
            checked.
          </Text>
          <Button size="sm" variant="default" onClick={() => setPrinting(true)}>
            Print the sheet
          </Button>
        </div>
      )}
      {isPrinting && made !== null && <PassportSheet {...made} file={file} onPrinted={() => setPrinting(false)} />}
      {trouble !== "" && (
        <Text size="sm" role="alert" mt={6}>
          {trouble}
        </Text>
      )}
    </form>
  );
}
