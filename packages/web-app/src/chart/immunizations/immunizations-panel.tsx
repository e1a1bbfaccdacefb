import { Button, Group, TextInput } from "@mantine/core";
import { describeError } from "@practicum/contracts/error";
import { formatDate } from "@practicum/kernel/local-date";
import { Notice } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "../../api/trpc.ts";
import { useCommand } from "../../api/use-command.ts";
import { RestoredNotice } from "../../forms/restored-notice.tsx";
import { hasFormDraft } from "../../forms/use-form-draft.ts";
import { useSession } from "../../session/session-context.ts";
import { hasDraft, useDraft } from "../../shell/dock/drafts.ts";
import type { Immunization } from "../chart-types.ts";
import { GiveVaccineForm } from "./give-vaccine-form.tsx";
import { ImmunizationForecast } from "./immunization-forecast.tsx";
import { PastVaccineForm, RefusedVaccineForm } from "./told-vaccine-form.tsx";
import { doseText, fundingWords, routeWords } from "./vaccine-words.ts";
import { FactMark } from "../sensitive/fact-mark.tsx";

interface Props {
  readonly patientId: string;
  readonly immunizations: readonly Immunization[];
}

type VaccineForm = "given" | "past" | "refused";

/** Which form of this patient was left half filled: it opens by itself. */
function halfTyped(patientId: string): VaccineForm | null {
  return (["given", "past", "refused"] as const).find((one) => hasFormDraft(`vaccine-${one}:${patientId}`)) ?? null;
}

/** Vaccines given, told of and refused; what is wrong stays, struck through with its reason. */
export function ImmunizationsPanel({ patientId, immunizations }: Props) {
  const trpc = useTRPC();
  const session = useSession();
  const patient = useQuery(trpc.scheduling.getPatient.queryOptions({ patientId }));
  const [form, setForm] = useState<VaccineForm | null>(() => halfTyped(patientId));
  // A vaccine that was chosen from what is due: the form begins with it.
  const [due, setDue] = useState<string | null>(null);
  const close = () => {
    setForm(null);
    setDue(null);
  };
  const give = (cvx: string) => {
    setDue(cvx);
    setForm("given");
  };
  return (
    <section className="w-panel" data-field="immunizations" aria-label="Immunizations">
      <header>
        <h2>Immunizations</h2>
        {form === null && (
          <Group gap={6}>
            {session.can("vitals.record") && (
              <Button size="compact-sm" variant="default" onClick={() => setForm("given")}>
                Administer a vaccine
              </Button>
            )}
            {session.can("history.record") && (
              <>
                <Button size="compact-sm" variant="subtle" color="gray" onClick={() => setForm("past")}>
                  Add historical
                </Button>
                <Button size="compact-sm" variant="subtle" color="gray" onClick={() => setForm("refused")}>
                  Refused
                </Button>
              </>
            )}
          </Group>
        )}
      </header>
      {form === "given" && (
        <GiveVaccineForm
          key={due}
          patientId={patientId}
          bornOn={patient.data?.birthDate ?? null}
          due={due}
          onClose={close}
        />
      )}
      {form === "past" && <PastVaccineForm patientId={patientId} onClose={close} />}
      {form === "refused" && <RefusedVaccineForm patientId={patientId} onClose={close} />}
      {form === null && (
        <ImmunizationForecast
          patientId={patientId}
          nothingGiven={!immunizations.some(({ status }) => status === "given")}
          onGive={session.can("vitals.record") ? give : undefined}
        />
      )}
      {immunizations.length === 0 && <div className="c-dim">None is listed.</div>}
      <ul className="c-list">
        {immunizations.map((one) => (
          <Line key={one.immunizationId} one={one} patientId={patientId} may={session.can("vitals.record")} />
        ))}
      </ul>
    </section>
  );
}

interface LineProps {
  readonly one: Immunization;
  readonly patientId: string;
  readonly may: boolean;
}

function Line({ one, patientId, may }: LineProps) {
  const [striking, setStriking] = useState(() => may && hasDraft(`strike-vaccine:${one.immunizationId}`));
  const wrong = one.status === "entered-in-error";
  return (
    <li className="i-line" data-error={wrong}>
      <div className="i-line-head">
        <span style={{ flex: 1 }}>
          <span className="i-name">{one.name}</span>
          {one.status === "refused" && <b> · refused</b>}
        </span>
        <span>{formatDate(one.givenOn)}</span>
        {!wrong && <FactMark patientId={patientId} factId={one.immunizationId} name={one.name} />}
        {may && !wrong && (
          <Button
            size="compact-xs"
            variant="subtle"
            color="gray"
            aria-expanded={striking}
            aria-label={`Wrong? ${one.name} of ${formatDate(one.givenOn)}`}
            onClick={() => setStriking(!striking)}
          >
            Wrong?
          </Button>
        )}
      </div>
      <div className="c-dim">{detailsOf(one).join(" · ")}</div>
      {striking && !wrong && <StrikeForm one={one} patientId={patientId} onDone={() => setStriking(false)} />}
    </li>
  );
}

function detailsOf(one: Immunization): string[] {
  const said = [
    one.here || one.status === "refused" ? null : `elsewhere${one.note ? `: ${one.note}` : ""}`,
    one.status === "refused" ? one.note : null,
    one.lot ? `lot ${one.lot}${one.expiresOn ? `, expires ${formatDate(one.expiresOn)}` : ""}` : null,
    one.manufacturer,
    one.doseHundredthsMl === null ? null : doseText(one.doseHundredthsMl),
    one.route === null ? null : routeWords[one.route],
    one.site,
    one.funding === null ? null : fundingWords[one.funding],
    one.vis
      ? `VIS of ${formatDate(one.vis.editionOn)}, given ${formatDate(one.vis.givenOn)}`
      : one.here && one.status !== "refused"
        ? "no VIS recorded"
        : null,
    one.recordedBy,
    one.struck ? `entered in error: ${one.struck.reason} (${one.struck.by})` : null,
  ];
  return said.flatMap((words) => words ?? []);
}

interface StrikeProps {
  readonly one: Immunization;
  readonly patientId: string;
  readonly onDone: () => void;
}

function StrikeForm({ one, patientId, onDone }: StrikeProps) {
  const strike = useCommand("charting", "strikeImmunization");
  const [reason, setReason, clear, kept] = useDraft(`strike-vaccine:${one.immunizationId}`, "");
  const save = async () => {
    if (reason.trim() === "") return;
    const result = await strike.run({ immunizationId: one.immunizationId, patientId, reason: reason.trim() });
    if (!result.ok) return;
    clear();
    onDone();
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <RestoredNotice small draft={kept} />
      <Group gap="xs" align="flex-end">
        <TextInput
          size="xs"
          label="Why is it wrong? It stays in the chart, struck through."
          required
          maxLength={200}
          style={{ flex: 1 }}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Button type="submit" size="xs" color="red" loading={strike.pending} disabled={reason.trim() === ""}>
          Mark as entered in error
        </Button>
      </Group>
      {strike.error && <Notice tone="danger">{describeError(strike.error)}</Notice>}
    </form>
  );
}
