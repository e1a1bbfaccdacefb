import { Button, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { saveText } from "../save-as-file.ts";

interface Props {
  readonly lesson: string;
  /** The passport as a file's text. */
  readonly onMake: (name: string) => Promise<string>;
}

const NAME_MAX = 80;

/** After a lesson that was passed: its proof as a file, in the name that the learner gives. */
export function SavePassport({ lesson, onMake }: Props) {
  const [name, setName] = useState("");
  const [state, setState] = useState<"" | "making" | "saved">("");
  const [trouble, setTrouble] = useState("");
  const file = `${lesson}.passport.json`;
  const save = async () => {
    setState("making");
    setTrouble("");
    try {
      saveText(file, await onMake(name.trim()));
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
      {state === "saved" && (
        <Text size="sm" role="status" mt={6}>
          Saved as {file}.
        </Text>
      )}
      {trouble !== "" && (
        <Text size="sm" role="alert" mt={6}>
          {trouble}
        </Text>
      )}
    </form>
  );
}
