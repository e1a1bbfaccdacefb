import { Button, Textarea, TextInput } from "@mantine/core";
import { underpaymentOperations, type letterWay, type underpayment } from "@practicum/contracts/billing/underpayments";
import type { LocalDate } from "@practicum/kernel/local-date";
import { formatDate } from "@practicum/kernel/local-date";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { DateInput } from "@practicum/ui/date-input.tsx";
import { ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { z } from "zod";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC, useTRPCClient } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import { CommandForm } from "../../../forms/command-form.tsx";
import { useCommandForm } from "../../../forms/use-command-form.ts";
import { useSession } from "../../../session/session-context.ts";
import { say } from "../../../shell/undo.tsx";
import { savePdf } from "../appeals/open-pdf.ts";

type Underpayment = z.output<typeof underpayment>;
type Way = z.output<typeof letterWay>;
type Lines = readonly Pick<Underpayment, "underpaymentId" | "version">[];

const ways: readonly { readonly value: Way; readonly label: string }[] = [
  { value: "fax", label: "By fax" },
  { value: "by-hand", label: "By mail or portal, by hand" },
];

/** BIL-393: the letter about a line, drafted from contract and remittance; it disputes what it is about. */
export function UnderpaymentLetter({ lines, onClose }: { readonly lines: Lines; readonly onClose: () => void }) {
  const trpc = useTRPC();
  const about = lines.map(({ underpaymentId, version }) => ({ underpaymentId, version }));
  const drafted = useQuery(trpc.billing.draftUnderpaymentLetter.queryOptions({ about }, { staleTime: Infinity }));
  if (drafted.isError)
    return <ErrorState what="The letter" message={errorText(drafted.error)} onRetry={() => void drafted.refetch()} />;
  if (!drafted.data) return <LoadingState />;
  return <LetterForm about={about} drafted={drafted.data} onClose={onClose} />;
}

interface Props {
  readonly about: z.input<typeof underpaymentOperations.sendUnderpaymentLetter.input>["about"];
  readonly drafted: z.output<typeof underpaymentOperations.draftUnderpaymentLetter.output>;
  readonly onClose: () => void;
}

function LetterForm({ about, drafted, onClose }: Props) {
  const session = useSession();
  const client = useTRPCClient();
  const [problem, setProblem] = useState<string | null>(null);
  const initialValues: { body: string; way: Way; fax: string; sentOn: LocalDate | null } = {
    body: drafted.body,
    way: drafted.fax === null ? "by-hand" : "fax",
    fax: drafted.fax ?? "",
    sentOn: session.today,
  };
  const of = useCommandForm({
    draft: `underpayment-letter:${about.map((one) => one.underpaymentId).join(",")}`,
    initialValues,
    schema: underpaymentOperations.sendUnderpaymentLetter.input,
    toInput: ({ body, way, fax, sentOn }, letterId) => ({
      letterId,
      about: [...about],
      body,
      way,
      fax: way === "fax" ? fax.replaceAll(/\D/g, "") || null : null,
      sentOn: way === "by-hand" ? sentOn : null,
    }),
    command: useCommand("billing", "sendUnderpaymentLetter"),
    onDone: ({ sentOn }) => {
      say(`The letter to ${drafted.payerName} is kept, sent on ${formatDate(sentOn)}.`);
      onClose();
    },
  });
  const { form } = of;
  const { way } = form.getValues();
  const look = async () => {
    setProblem(null);
    try {
      const { body } = form.getValues();
      const letter = await client.billing.printUnderpaymentLetter.query({ about: [...about], body });
      savePdf(letter.name, letter.pdf);
    } catch (error) {
      setProblem(errorText(error));
    }
  };
  return (
    <CommandForm
      of={of}
      label={`Letter to ${drafted.payerName}`}
      action={way === "fax" ? "Send the fax" : "It went: keep it"}
      size="xs"
      onCancel={onClose}
      foot={
        <Button size="xs" variant="default" onClick={() => void look()}>
          See it as a PDF
        </Button>
      }
    >
      {problem && <Notice tone="danger">{problem}</Notice>}
      <Textarea
        size="xs"
        label={`Letter to ${drafted.payerName}`}
        description="Head, services, contract terms and sums are printed with it by themselves."
        autosize
        minRows={6}
        maxLength={6000}
        {...form.getInputProps("body")}
      />
      <div className="m-row" style={{ alignItems: "flex-end" }}>
        <ChoiceList
          size="xs"
          label="How it goes"
          w={200}
          data={ways}
          {...form.getInputProps("way")}
          onChange={(value) => form.setFieldValue("way", ways.find((one) => one.value === value)?.value ?? way)}
        />
        {way === "fax" ? (
          <TextInput size="xs" label="Fax number" w={130} {...form.getInputProps("fax")} />
        ) : (
          <DateInput
            size="xs"
            label="It went on"
            w={120}
            today={session.today}
            {...form.getInputProps("sentOn")}
            onChange={(day) => form.setFieldValue("sentOn", day)}
          />
        )}
      </div>
    </CommandForm>
  );
}
