import { ActionIcon, Button, Group, Stack } from "@mantine/core";
import type { Coverage } from "@practicum/contracts/billing/coverage";
import type { Eligibility } from "@practicum/contracts/billing/eligibility";
import { describeError } from "@practicum/contracts/error";
import { formatDate } from "@practicum/kernel/local-date";
import { formatCents } from "@practicum/kernel/money";
import { useKeys } from "@practicum/ui/keys.ts";
import { EmptyState, ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { IconArrowDown, IconArrowUp, IconRefresh } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { newId } from "../../../api/command-id.ts";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import { hasFormDraft } from "../../../forms/use-form-draft.ts";
import { useSession } from "../../../session/session-context.ts";
import { useDock } from "../../../shell/dock/dock-context.ts";
import { useFieldTarget } from "../../../shell/field-target.ts";
import { Page } from "../../../shell/page.tsx";
import { sayError } from "../../../shell/undo.tsx";
import { CoverageDifferences } from "./coverage-differences.tsx";
import { coverageDraft, CoverageForm } from "./coverage-form.tsx";
import { describeEligibility } from "../../../patient/eligibility-text.ts";
import { coveragesOn, isEnded } from "../../../patient/first-in-force.ts";

import { Permits } from "./permits.tsx";
import { OrderNotice } from "./order-notice.tsx";
import { movedTo, useReorder } from "./use-reorder.ts";

type Listed = Coverage & { readonly eligibility: Eligibility | null };

/** The coverage whose form is open: "new", an id, or none. One that was left half filled opens by itself, once they are known. */
function useEditing(patientId: string, coverages: readonly Listed[] | undefined) {
  const state = useState<string | null>(hasFormDraft(coverageDraft(patientId, null)) ? "new" : null);
  const [editing, setEditing] = state;
  const [looked, setLooked] = useState(false);
  if (coverages && !looked) {
    setLooked(true);
    const half = coverages.find((one) => hasFormDraft(coverageDraft(patientId, one)));
    if (half && editing === null) setEditing(half.coverageId);
  }
  return state;
}

/** A patient's coverages in the order of billing, each with what the payer last said. */
export function InsurancePage() {
  const { patientId = "" }: { patientId?: string } = useParams({ strict: false });
  const trpc = useTRPC();
  const session = useSession();
  const dock = useDock();
  const coverages = useQuery(trpc.billing.listCoverages.queryOptions({ patientId }));
  const { check, checking } = useEligibilityCheck(patientId);
  const { reorder, pending: reordering } = useReorder(patientId);
  const listed: readonly Listed[] = coverages.data ?? [];
  const [editing, setEditing] = useEditing(patientId, coverages.data);
  useFieldTarget(({ of }) => setEditing(of));
  const inForce = coveragesOn(listed, session.today);
  const ids = inForce.map((coverage) => coverage.coverageId);
  const mayWrite = session.can("coverage.write");
  const ended = listed.filter((one) => isEnded(one, session.today));
  const card = (coverage: Listed) => {
    const place = ids.indexOf(coverage.coverageId);
    const to = (other: number) => () => void reorder(ids, movedTo(ids, place, other));
    if (mayWrite && editing === coverage.coverageId)
      return (
        <CoverageForm
          key={coverage.coverageId}
          patientId={patientId}
          coverage={coverage}
          others={listed}
          onLeave={() => setEditing(null)}
          onDone={(coverageId) => {
            setEditing(null);
            void check(coverageId);
          }}
        />
      );
    return (
      <CoverageCard
        key={coverage.coverageId}
        coverage={coverage}
        checking={checking === coverage.coverageId}
        onCheck={session.can("eligibility.check") ? () => void check(coverage.coverageId) : null}
        onEdit={mayWrite ? () => setEditing(coverage.coverageId) : null}
        onUp={mayWrite && place > 0 ? to(place - 1) : null}
        onDown={mayWrite && place >= 0 && place < ids.length - 1 ? to(place + 1) : null}
      />
    );
  };
  return (
    <Page
      title="Insurance"
      actions={
        <>
          {mayWrite && editing !== "new" && (
            <Button size="xs" variant={listed.length === 0 ? "filled" : "default"} onClick={() => setEditing("new")}>
              Add a coverage
            </Button>
          )}
          {session.can("appointment.book") && (
            <Button size="xs" variant="default" onClick={() => dock.open("booking", patientId)}>
              Book
            </Button>
          )}
        </>
      }
    >
      {coverages.isError && (
        <ErrorState
          what="The insurance"
          message={errorText(coverages.error)}
          onRetry={() => void coverages.refetch()}
        />
      )}
      {coverages.isPending && <LoadingState rows={4} />}
      <Stack gap="md" maw={860}>
        {listed.length > 0 && <SexForClaims patientId={patientId} />}
        {inForce.length > 1 && (
          <OrderNotice
            patientId={patientId}
            listed={inForce}
            pending={reordering}
            onOrder={(order) => void reorder(ids, [...order, ...ids.filter((id) => !order.includes(id))])}
          />
        )}
        {coverages.isSuccess && listed.length === 0 && editing !== "new" && (
          <EmptyState
            title="No insurance on file"
            action={mayWrite && <Button onClick={() => setEditing("new")}>Add a coverage</Button>}
          >
            Without one, the visits are self-pay.
          </EmptyState>
        )}
        {listed.filter((one) => !ended.includes(one)).map(card)}
        {editing === "new" && (
          <CoverageForm
            patientId={patientId}
            coverage={null}
            others={listed}
            onLeave={() => setEditing(null)}
            onDone={(coverageId) => {
              setEditing(null);
              void check(coverageId);
            }}
          />
        )}
        {ended.length > 0 && (
          <section aria-labelledby="coverages-ended">
            <h2 id="coverages-ended" className="i-ended">
              Ended
            </h2>
            <Stack gap="md">{ended.map(card)}</Stack>
          </section>
        )}
        <Permits patientId={patientId} coverages={listed} />
      </Stack>
    </Page>
  );
}

/** Claims carry the sex that the payer has: one that nobody asked is asked here, where it is needed. */
function SexForClaims({ patientId }: { readonly patientId: string }) {
  const trpc = useTRPC();
  const session = useSession();
  const patient = useQuery(trpc.scheduling.getPatient.queryOptions({ patientId }));
  if (patient.data?.sex !== "unknown") return null;
  return (
    <Notice tone="warn">
      The patient&apos;s sex is unknown. Many payers refuse a claim without it.{" "}
      {session.can("patient.edit") && (
        <Link to="/p/$patientId/summary" params={{ patientId }} search={{ field: "sex" }} className="p-anchor">
          Answer it
        </Link>
      )}
    </Notice>
  );
}

/** Asks the payer; the answer comes by a live update. */
function useEligibilityCheck(patientId: string) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const session = useSession();
  const command = useCommand("billing", "checkEligibility");
  const [checking, setChecking] = useState<string | null>(null);
  const check = async (coverageId: string) => {
    if (!session.can("eligibility.check")) return;
    setChecking(coverageId);
    const result = await command.run({
      eligibilityId: newId<"eligibility">(),
      coverageId,
      patientId,
      serviceDate: session.today,
    });
    setChecking(null);
    if (!result.ok) sayError(`Eligibility: ${describeError(result.error)}`);
    await client.invalidateQueries(trpc.billing.listCoverages.pathFilter());
  };
  return { check, checking };
}

interface CardProps {
  readonly coverage: Listed;
  readonly checking: boolean;
  readonly onCheck: (() => void) | null;
  readonly onEdit: (() => void) | null;
  readonly onUp: (() => void) | null;
  readonly onDown: (() => void) | null;
}

const places = ["", "Primary", "Secondary", "Tertiary"];

function CoverageCard({ coverage, checking, onCheck, onEdit, onUp, onDown }: CardProps) {
  const { timeZone, today } = useSession();
  const text = describeEligibility(coverage.eligibility, coverage.payerName, timeZone);
  const { subscriber } = coverage;
  // What is over has no place in the order of billing any more, whatever the payer said of it last.
  const over = isEnded(coverage, today);
  const place = over ? "Ended" : places[coverage.priority];
  const onKeyDown = useKeys({ e: () => onCheck?.() }, { self: true });
  return (
    <article
      className="w-panel"
      aria-label={`${place}: ${coverage.payerName}`}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- E acts while the card has the focus
      tabIndex={0}
      onKeyDown={onKeyDown}
      data-of={coverage.coverageId}
    >
      <header>
        <h2 style={{ margin: 0, fontSize: 14 }}>
          {place} · {coverage.payerName}
        </h2>
        <Group gap={6}>
          {onUp && (
            <ActionIcon
              variant="default"
              aria-label={`Move ${coverage.payerName} up in the order of billing`}
              onClick={onUp}
            >
              <IconArrowUp size={16} />
            </ActionIcon>
          )}
          {onDown && (
            <ActionIcon
              variant="default"
              aria-label={`Move ${coverage.payerName} down in the order of billing`}
              onClick={onDown}
            >
              <IconArrowDown size={16} />
            </ActionIcon>
          )}
          {onEdit && (
            <Button size="compact-sm" variant="default" onClick={onEdit}>
              Edit
            </Button>
          )}
          {onCheck && (
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<IconRefresh size={14} />}
              data-guide="insurance.verify"
              loading={checking}
              onClick={onCheck}
            >
              Verify eligibility
            </Button>
          )}
        </Group>
      </header>
      <Stack gap="xs">
        <Notice tone={over ? "info" : text.tone} role="status">
          {over && "The payer said last: "}
          <strong>{text.word}.</strong> {text.sentences.join(" ")}
        </Notice>
        <CoverageDifferences coverage={coverage} />
        <dl className="w-facts">
          <dt>Member ID</dt>
          <dd data-field="memberId">
            {coverage.memberId}
            {coverage.groupNumber ? ` · group ${coverage.groupNumber}` : ""}
          </dd>
          <dt>Plan</dt>
          <dd>{coverage.planName ?? "—"}</dd>
          <dt>Effective</dt>
          <dd data-field="from">
            {formatDate(coverage.from)} – {coverage.to ? formatDate(coverage.to) : "open"}
          </dd>
          <dt>Copay</dt>
          <dd>{coverage.copay === null ? "—" : formatCents(coverage.copay)}</dd>
          {subscriber.relationship !== "self" && (
            <>
              <dt>Subscriber</dt>
              <dd data-field="subscriber">
                {subscriber.name?.given} {subscriber.name?.family},{" "}
                {subscriber.birthDate ? formatDate(subscriber.birthDate) : ""}
              </dd>
            </>
          )}
        </dl>
      </Stack>
    </article>
  );
}
