import { Button, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { formatDate } from "@practicum/kernel/local-date";
import { formatCents } from "@practicum/kernel/money";
import { formatName } from "@practicum/ui/format.ts";
import { useKeys } from "@practicum/ui/keys.ts";
import { Notice } from "@practicum/ui/states.tsx";
import { useEffect, useRef, useState } from "react";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC, useTRPCClient } from "../../../api/trpc.ts";
import { useEndless } from "../../../lists/use-endless.ts";
import type { KnownClaim } from "./eob-model.ts";

const TYPED_MS = 150;
const PAGE = 6;
const NONE = { claims: [], next: null, all: null };

/** Finds a claim of the EOB by name, number, amount or day; Enter takes the first one, so a batch is keyed without the mouse. */
export function AddClaim(props: { readonly taken: readonly string[]; readonly onAdd: (claim: KnownClaim) => void }) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const [text, setText] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [search] = useDebouncedValue(text.trim(), TYPED_MS);
  const waits = useRef(false);
  const input = { statuses: [], patientId: null, text: search, limit: PAGE };
  const found = useEndless({
    queryKey: trpc.billing.listClaims.queryKey({ ...input, before: null }),
    page: (before, signal) =>
      search.length < 2 ? Promise.resolve(NONE) : client.billing.listClaims.query({ ...input, before }, { signal }),
    itemsOf: (page) => page.claims,
    keyOf: (one) => one.claimId,
  });
  const answered = search === text.trim() && found.items !== undefined && !found.stale;
  const claims = text.trim().length < 2 ? [] : (found.items ?? []).filter((one) => !props.taken.includes(one.claimId));
  const take = async (claimId: string | undefined) => {
    if (claimId === undefined)
      return setProblem("No such claim. Try the patient's name, the claim's number or the day.");
    setProblem(null);
    try {
      const claim = await client.billing.getClaim.query({ claimId });
      const decided = claim.payers.find((one) => one.claimId === claimId)?.decided;
      setText("");
      props.onAdd({
        claimId,
        number: claim.number,
        patientName: claim.patientName,
        serviceDate: claim.serviceDate,
        total: claim.total,
        decidedPaid: decided?.paid ?? null,
        lines: claim.lines.map(({ lineNumber, code, label, amount }) => ({ lineNumber, code, label, amount })),
      });
    } catch (failure) {
      setProblem(errorText(failure));
    }
  };
  useEffect(() => {
    // Enter was pressed before the answer to what is typed was there.
    if (!waits.current || !answered) return;
    waits.current = false;
    void take(claims[0]?.claimId);
  });
  const onKeyDown = useKeys({
    Enter: () => {
      if (text.trim().length < 2) return;
      if (answered) void take(claims[0]?.claimId);
      else waits.current = true;
    },
  });
  return (
    <section className="w-panel m-stack" aria-label="Add a claim" style={{ gap: 6 }}>
      <TextInput
        size="xs"
        w={340}
        label="Add a claim"
        placeholder="Name, claim number, amount or day"
        autoFocus
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setProblem(null);
        }}
        onKeyDown={onKeyDown}
      />
      {problem && <Notice tone="danger">{problem}</Notice>}
      {claims.map((one, index) => (
        <button
          key={one.claimId}
          type="button"
          className="m-claim-choice"
          data-first={index === 0}
          onClick={() => void take(one.claimId)}
        >
          <b>{one.number}</b> {formatName(one.patientName)}{" "}
          <span className="m-small">
            {formatDate(one.serviceDate)}, {one.payerName}, {formatCents(one.total)}
          </span>
        </button>
      ))}
      {found.more && claims.length > 0 && (
        <Button
          size="compact-sm"
          variant="default"
          style={{ alignSelf: "flex-start" }}
          loading={found.more.loading}
          onClick={found.more.load}
        >
          Show more claims
        </Button>
      )}
    </section>
  );
}
