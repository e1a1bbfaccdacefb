import { Button } from "@mantine/core";
import type { PayerContract } from "@practicum/contracts/billing/payer-contracts";
import { describeError } from "@practicum/contracts/error";
import { formatDate, type LocalDate } from "@practicum/kernel/local-date";
import { DateInput } from "@practicum/ui/date-input.tsx";
import { Notice } from "@practicum/ui/states.tsx";
import { useState } from "react";
import { useCommand } from "../../../api/use-command.ts";
import { useSession } from "../../../session/session-context.ts";
import { offerUndo } from "../../../shell/undo.tsx";
import { payWords, scopeWords } from "./contract-words.ts";

interface Props {
  readonly contract: PayerContract;
  readonly scheduleName: (id: string) => string;
  readonly locationName: (id: string) => string;
}

/** One contract as it stands: for whom, how each term pays, what it can't say now. */
export function ContractDetail({ contract, scheduleName, locationName }: Props) {
  const session = useSession();
  const { content } = contract;
  return (
    <section className="w-panel m-stack" aria-label="Contract">
      <header style={{ marginBottom: 0 }}>
        <div>
          <h2 style={{ margin: 0, fontSize: 16 }}>{content?.name ?? contract.latest.name ?? contract.payerName}</h2>
          <span className="m-small">{contract.payerName}</span>
        </div>
      </header>
      {content === null && (
        <Notice tone="warn">
          It is not in force today
          {contract.nextFrom === null ? "." : `; it begins on ${formatDate(contract.nextFrom)}.`} Nothing is expected of
          this payer by it.
        </Notice>
      )}
      {contract.silent.length > 0 && (
        <Notice tone="warn">
          {contract.silent.map((one) => (
            <div key={one}>{one}</div>
          ))}
          Whoever looks after the server loads CMS&apos;s files by “codes import rvu” and “codes import gpci”; a fee
          schedule is filled under Fee schedules.
        </Notice>
      )}
      {content && (
        <>
          <dl className="w-facts">
            <dt>In force</dt>
            <dd>
              from {formatDate(contract.from ?? contract.latest.from)} on
              {contract.nextFrom !== null && `; something else from ${formatDate(contract.nextFrom)} on`}
            </dd>
            <dt>For</dt>
            <dd>{scopeWords(content, locationName)}</dd>
          </dl>
          <ol style={{ margin: 0, paddingLeft: 22 }}>
            {content.terms.map((one, at) => (
              // Terms have no identity but their place.
              // oxlint-disable-next-line react/no-array-index-key
              <li key={at}>
                <b>{one.name}</b>: {payWords(one, scheduleName)}
                <span className="m-small">
                  {" "}
                  {[
                    one.codes.length > 0 ? one.codes.join(", ") : "every code",
                    ...(one.modifiers.length > 0 ? [`with ${one.modifiers.join(", ")}`] : []),
                    ...(one.places.length > 0 ? [`place ${one.places.join(", ")}`] : []),
                  ].join(" · ")}
                </span>
              </li>
            ))}
          </ol>
          {session.can("payer.manage") && <EndContract contract={contract} />}
        </>
      )}
    </section>
  );
}

/** A contract is not removed: it ends, and what was before stays judged by it. */
function EndContract({ contract }: Pick<Props, "contract">) {
  const session = useSession();
  const save = useCommand("billing", "saveContract");
  const undo = useCommand("billing", "undoContract");
  const [from, setFrom] = useState<LocalDate | null>(null);
  const { contractId, payerId, version } = contract;
  const end = async () => {
    if (from === null) return;
    const result = await save.run({ contractId, payerId, version, from, content: null, because: null });
    if (!result.ok) return;
    const done = result.value.version;
    offerUndo(`It ends: nothing from ${formatDate(from)} on.`, () => void undo.run({ contractId, version: done }));
    setFrom(null);
  };
  return (
    <div className="m-row" style={{ alignItems: "flex-end" }}>
      <DateInput
        size="xs"
        label="It ends; the first day without it"
        w={210}
        today={session.today}
        value={from}
        onChange={setFrom}
      />
      <Button size="xs" variant="default" disabled={from === null} loading={save.pending} onClick={() => void end()}>
        End it
      </Button>
      {save.error && <Notice tone="danger">{describeError(save.error)}</Notice>}
    </div>
  );
}
