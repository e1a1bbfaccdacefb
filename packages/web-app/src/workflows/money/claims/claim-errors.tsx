import { Button } from "@mantine/core";
import { describeError } from "@practicum/contracts/error";
import { dateIn, timeIn } from "@practicum/kernel/instant";
import { formatDate } from "@practicum/kernel/local-date";
import { formatTime } from "@practicum/ui/format.ts";
import { Notice } from "@practicum/ui/states.tsx";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useEffect, useRef } from "react";
import { useCommand } from "../../../api/use-command.ts";
import { useSession } from "../../../session/session-context.ts";
import { say } from "../../../shell/undo.tsx";
import { mendOf } from "../source-link.ts";
import { ClaimHold } from "./claim-hold.tsx";
import { ClaimVoid } from "./claim-void.tsx";
import type { Claim } from "./claim-types.ts";
import { WorkPanel } from "../work/work-panel.tsx";
import { PayerStatus } from "./payer-status.tsx";
import { PaperClaim } from "./paper-claim.tsx";

interface Props {
  readonly claim: Claim;
}

/** What is wrong, each a way to the field that mends it; what can be done; what happened. */
export function ClaimErrors({ claim }: Props) {
  return (
    <div className="m-stack">
      <section className="w-panel m-stack" aria-label="Errors">
        <header style={{ marginBottom: 0 }}>
          <h2 style={{ margin: 0, fontSize: 15 }}>{titleOf(claim)}</h2>
        </header>
        <ErrorList claim={claim} />
        <ClaimActions claim={claim} />
      </section>
      <PayerStatus claim={claim} />
      <WorkPanel
        work={{
          kind: "claims",
          id: claim.claimId,
          claimId: claim.claimId,
          ownerId: claim.ownerId,
          ownerName: claim.ownerName,
          followUpOn: claim.followUpOn,
          finished: claim.status === "paid" || claim.status === "closed" || claim.status === "voided",
          notes: [],
        }}
      />
      <History claim={claim} />
    </div>
  );
}

function titleOf(claim: Claim): string {
  if (claim.findings.length === 0) return "No errors found";
  return claim.errorCount === 1 ? "1 error to fix" : `${claim.errorCount} errors to fix`;
}

function ErrorList({ claim }: Props) {
  const navigate = useNavigate();
  const { show }: { show?: string } = useSearch({ strict: false });
  const { claimId, encounterId } = claim;
  return (
    <ul className="m-errors">
      {claim.findings.map((finding) => {
        const way = mendOf(finding, { claimId, encounterId, show });
        return (
          <li key={`${finding.rule} ${finding.element} ${finding.message}`}>
            <button
              type="button"
              className="m-error"
              data-severity={finding.severity}
              disabled={way === null}
              onClick={() => way && void navigate({ href: way.href })}
            >
              {finding.severity === "warning" && <b>Warning: </b>}
              {finding.message}
              <small>
                {way ? way.label : "No screen can correct it"} · rule {finding.rule} · {finding.element}
              </small>
            </button>
            {finding.source.screen === "claim" && finding.source.field.startsWith("facts.") && finding.source.id && (
              <Link to={`/money/claims/${finding.source.id}`} className="p-anchor m-small">
                See the other claim
              </Link>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function ClaimActions({ claim }: { readonly claim: Claim }) {
  const session = useSession();
  const refresh = useCommand("billing", "refreshClaim");
  const submit = useCommand("billing", "submitClaims");
  const correct = useCommand("billing", "correctClaim");
  const { claimId, version, status } = claim;
  const unsent = status === "needs-correction" || status === "draft" || status === "ready";
  const checked = useCheckOnReturn(unsent, async () => {
    await refresh.run({ claimId });
  });
  if (!session.can("claim.write")) return null;
  const done = (ok: boolean, words: string) => {
    if (ok) say(words);
  };
  const send = async () => {
    const result = await submit.run({ claimIds: [claimId] });
    done(result.ok && result.value.submitted.length === 1, `Claim ${claim.number} sent.`);
  };
  const reopen = async () =>
    done((await correct.run({ claimId, version })).ok, `Claim ${claim.number} is open for correction.`);
  const error = refresh.error ?? submit.error ?? correct.error;
  return (
    <>
      {error && <Notice tone="danger">{describeError(error)}</Notice>}
      <div className="m-row">
        {unsent && (
          <Button size="xs" variant="default" loading={refresh.pending} onClick={checked}>
            Check again
          </Button>
        )}
        {status === "ready" && !claim.held && (
          <Button size="xs" loading={submit.pending} onClick={() => void send()}>
            Send
          </Button>
        )}
        {status === "rejected" && (
          <Button size="xs" loading={correct.pending} onClick={() => void reopen()}>
            Reopen to resubmit
          </Button>
        )}
        {(status === "denied" || status === "partly-denied") && (
          <Button size="xs" component={Link} to="/money/denials">
            To the denial
          </Button>
        )}
        {(status === "denied" || status === "partly-denied" || status === "paid") && (
          <Button size="xs" variant="default" loading={correct.pending} onClick={() => void reopen()}>
            Create corrected claim
          </Button>
        )}
      </div>
      {unsent && <ClaimHold claim={claim} />}
      <ClaimVoid claim={claim} />
      <PaperClaim claim={claim} />
    </>
  );
}

/** Checks an unsent claim once when it is opened: what was mended on another page counts at once. */
function useCheckOnReturn(unsent: boolean, check: () => Promise<void>): () => void {
  const latest = useRef(check);
  const first = useRef(unsent);
  useEffect(() => {
    latest.current = check;
  });
  useEffect(() => {
    if (first.current) void latest.current();
  }, []);
  return useCallback(() => void latest.current(), []);
}

function History({ claim }: { readonly claim: Claim }) {
  const { timeZone } = useSession();
  return (
    <section className="w-panel" aria-label="History">
      <header>
        <h2 style={{ margin: 0, fontSize: 15 }}>History</h2>
      </header>
      <ul className="m-lineage">
        {claim.history.map((one, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- history is only added to, at the front of equal entries
          <li key={`${one.at} ${one.what} ${index}`}>
            <b>{one.what}</b> {one.detail}
            <small>
              {formatDate(dateIn(one.at, timeZone))} {formatTime(timeIn(one.at, timeZone))} · {one.by}
              {one.fileId && (
                <>
                  {" · "}
                  <Link to={`/money/files/${one.fileId}`} className="p-anchor">
                    file
                  </Link>
                </>
              )}
            </small>
          </li>
        ))}
      </ul>
    </section>
  );
}
