import { FileButton, Button } from "@mantine/core";
import type { remittanceSummary } from "@practicum/contracts/billing/remittance";
import { describeError, type DomainError } from "@practicum/contracts/error";
import type { Result } from "@practicum/kernel/result";
import { formatDate } from "@practicum/kernel/local-date";
import { EmptyState, Notice } from "@practicum/ui/states.tsx";
import { Worklist, type WorklistColumn } from "@practicum/ui/worklist.tsx";
import { IconUpload } from "@tabler/icons-react";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import type { z } from "zod";
import { StateChip } from "../../../states/state-chip.tsx";
import { newId } from "../../../api/command-id.ts";
import { useTRPC, useTRPCClient } from "../../../api/trpc.ts";
import { useCommand, type CommandOutput } from "../../../api/use-command.ts";
import { useListText } from "../../../lists/find-box.tsx";
import { useEndless } from "../../../lists/use-endless.ts";
import { useSession } from "../../../session/session-context.ts";
import { say } from "../../../shell/undo.tsx";
import { Amount } from "../amount.tsx";
import { MoneyListPage } from "../list-page.tsx";

type Summary = z.output<typeof remittanceSummary>;
const PAGE = 100;
const keyOf = (one: Summary) => one.remittanceId;
const shows = [
  { id: "all", label: "All" },
  { id: "open", label: "To work" },
  { id: "not-at-bank", label: "Not deposited" },
] as const;

const columns: readonly WorklistColumn<Summary>[] = [
  { id: "date", header: "Paid on", width: "84px", cell: (one) => formatDate(one.paymentDate) },
  {
    id: "payer",
    header: "Payer, check or EFT",
    width: "minmax(140px, 1fr)",
    cell: (one) => (
      <>
        {one.payerName} <span className="m-small">{one.trace}</span>
      </>
    ),
  },
  { id: "claims", header: "Claims", width: "52px", align: "right", cell: (one) => one.claimCount },
  { id: "total", header: "Total", width: "84px", align: "right", cell: (one) => <Amount value={one.total} /> },
  { id: "posted", header: "Posted", width: "84px", align: "right", cell: (one) => <Amount value={one.posted} /> },
  {
    id: "exceptions",
    header: "To match",
    width: "76px",
    align: "right",
    cell: (one) => <Amount value={one.exceptions} />,
  },
  {
    id: "aside",
    header: "Set aside",
    width: "76px",
    align: "right",
    cell: (one) => <Amount value={one.setAside} />,
  },
  {
    id: "beside",
    header: "Provider level (PLB)",
    width: "92px",
    align: "right",
    // What makes the row add up: sent back, kept back and settled, with the sign by which it is part of the total.
    cell: (one) => <Amount value={one.returned - one.keptBack + one.settled} />,
  },
  {
    id: "variance",
    header: "Variance",
    width: "72px",
    align: "right",
    cell: (one) => <Amount value={one.variance} strong={one.variance !== 0} />,
  },
  {
    id: "status",
    header: "State",
    width: "92px",
    cell: (one) => <StateChip kind="remittance" state={one.status} />,
  },
];

/** What payers paid, the newest first; the ones with something to match say so. */
export function RemittancesPage() {
  const trpc = useTRPC();
  const navigate = useNavigate();
  const client = useTRPCClient();
  const search: { show?: string } = useSearch({ strict: false });
  const show = shows.find((one) => one.id === search.show)?.id ?? "all";
  const find = useListText();
  const input = { show, text: find.text, limit: PAGE };
  const query = useEndless({
    queryKey: trpc.billing.listRemittances.queryKey({ ...input, before: null }),
    page: (before, signal) => client.billing.listRemittances.query({ ...input, before }, { signal }),
    itemsOf: (page) => page.remittances,
    keyOf,
  });
  return (
    <MoneyListPage
      title="Remittances"
      actions={<TakeFile />}
      shows={shows}
      show={show}
      to="/money/era"
      a="a remittance"
      words={["remittance", "remittances"]}
      by="Payer, check or EFT, claim, name, $ amount or date"
      find={find}
      all={query.first?.all}
      query={query}
    >
      {query.items?.length === 0 &&
        (find.text === "" && show === "all" ? (
          <EmptyState title="No remittance has come yet">
            Payers mostly answer between ten and thirty days after the claim.
          </EmptyState>
        ) : (
          <EmptyState title="No remittance fits">Try fewer words, or all remittances.</EmptyState>
        ))}
      {query.items && query.items.length > 0 && (
        <Worklist
          label="Remittances"
          landing
          items={query.items}
          more={query.more}
          maxHeight="75vh"
          columns={columns}
          keyOf={keyOf}
          onOpen={(one) => void navigate({ href: `/money/era/${one.remittanceId}` })}
        />
      )}
    </MoneyListPage>
  );
}

/** Takes in a file that a person has: what can't be used goes into quarantine, and the reason is said here. */
function TakeFile() {
  const session = useSession();
  const receive = useCommand("billing", "receiveFile");
  const [problem, setProblem] = useState<{ readonly text: string; readonly fault: boolean } | null>(null);
  if (!session.can("remittance.post")) return null;
  const take = async (file: File | null) => {
    if (!file) return;
    const result = await receive.run({
      fileId: newId<"file">(),
      name: file.name.slice(0, 120),
      content: await file.text(),
    });
    setProblem(problemOf(result));
    if (result.ok && result.value.problem === null && result.value.note === null)
      say(`The ${result.value.kind} was taken in.`);
  };
  return (
    <>
      {problem && (
        <Notice tone={problem.fault ? "danger" : "info"} role={problem.fault ? "alert" : "status"}>
          {problem.text}
        </Notice>
      )}
      <FileButton onChange={(file) => void take(file)}>
        {(props) => (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconUpload size={14} />}
            loading={receive.pending}
            {...props}
          >
            Import a file
          </Button>
        )}
      </FileButton>
    </>
  );
}

/** What there is to say of a file: a fault, or that it was there before, which is none. */
function problemOf(result: Result<CommandOutput<"billing", "receiveFile">, DomainError>) {
  if (!result.ok) return { text: describeError(result.error), fault: result.error.code !== "already-posted" };
  if (result.value.problem !== null) return { text: result.value.problem, fault: true };
  return result.value.note === null ? null : { text: result.value.note, fault: false };
}
