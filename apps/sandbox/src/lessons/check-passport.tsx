import { Button, FileButton, Text } from "@mantine/core";
import { NOTICE, nameOf, wordsOfHelp } from "@practicum/passport/record";
import type { Verification } from "@practicum/passport/verify";
import { useEffect, useRef, useState } from "react";
import { dimensionWords } from "./findings.ts";
import { namedRecord } from "./named-record.ts";

interface Props {
  /** False while the practice is still being opened. */
  readonly ready: boolean;
  readonly onVerify: (text: string) => Promise<Verification>;
}

/** Somebody else's passport: does its log again in a practice of its own, and says what comes of it. */
export function CheckPassport({ ready, onVerify }: Props) {
  const [file, setFile] = useState("");
  const [found, setFound] = useState<Verification | null>(null);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState("");
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    if (namedRecord !== null) section.current?.scrollIntoView({ block: "center" });
  }, []);
  const check = async (chosen: File | null) => {
    if (chosen === null) return;
    setFile(chosen.name);
    setFound(null);
    setTrouble("");
    setBusy(true);
    try {
      setFound(await onVerify(await chosen.text()));
    } catch {
      setTrouble(`${chosen.name} could not be checked. Reload the page and try again.`);
    }
    setBusy(false);
  };
  return (
    <section aria-label="Check a passport" className="s-check" ref={section}>
      {namedRecord !== null && (
        <Text size="sm" mb={6} fw={650}>
          The sheet names a record. Give the file that came with it: it is done again, and you are told whether it is
          the one that the sheet means.
        </Text>
      )}
      <Text size="sm" mb={6}>
        Somebody shows you a passport? Its steps are done again here, in a practice of their own, and compared. Nothing
        leaves this page.
      </Text>
      <FileButton onChange={(chosen) => void check(chosen)} accept="application/json,.json">
        {(props) => (
          <Button {...props} size="sm" variant="default" disabled={!ready} loading={busy}>
            Check a passport
          </Button>
        )}
      </FileButton>
      <div role="status">
        {busy && (
          <Text size="sm" mt={6}>
            The steps of {file} are being done again…
          </Text>
        )}
        {found !== null && (found.holds ? <Holds file={file} found={found} /> : <HoldsNot file={file} found={found} />)}
      </div>
      {trouble !== "" && (
        <Text size="sm" role="alert" mt={6}>
          {trouble}
        </Text>
      )}
    </section>
  );
}

interface FoundProps<H extends boolean> {
  readonly file: string;
  readonly found: Extract<Verification, { readonly holds: H }>;
}

function Holds({ file, found: { record, issuer } }: FoundProps<true>) {
  const hints = Object.values(record.hints).reduce((sum, one) => sum + one, 0);
  return (
    <div className="s-finding">
      <Text fw={650}>{file} holds.</Text>
      {namedRecord !== null && (
        <Text size="sm" fw={650}>
          {nameOf(record) === namedRecord
            ? "It is the record that the sheet names."
            : "It is another record than the sheet names: the sheet does not speak of this file."}
        </Text>
      )}
      <Text size="sm">
        {issuer}: {record.lesson.title} ({record.lesson.id}@{record.lesson.version}),{" "}
        {record.passed ? "passed" : "not passed"} with {record.score} of 100 points.
      </Text>
      <ul className="s-check-outcomes">
        {record.outcomes.map(({ id, label, state }) => (
          <li key={id}>
            {label}: {state === "met" ? "reached" : "not reached"}
          </li>
        ))}
      </ul>
      <Text size="sm">
        {record.log.length} steps were done again: each answer, the verdict and every record are the same. It was done{" "}
        {wordsOfHelp(record)}, with {hints} hints; by the word of the learner&apos;s page it was attempt{" "}
        {record.attempts}.
      </Text>
      <Text size="sm">
        {record.points
          .map(
            ({ dimension, parts, earned }) =>
              `${dimensionWords[dimension]} ${earned === null ? "not asked" : `${earned} of ${parts}`}`,
          )
          .join(" · ")}
      </Text>
      <Text size="sm" c="dimmed">
        {NOTICE}
      </Text>
    </div>
  );
}

function HoldsNot({ file, found: { entry, because } }: FoundProps<false>) {
  return (
    <div className="s-finding">
      <Text fw={650}>{file} does not hold.</Text>
      <Text size="sm">
        {entry === null ? "" : `Step ${entry}: `}
        {because}.
      </Text>
    </div>
  );
}
