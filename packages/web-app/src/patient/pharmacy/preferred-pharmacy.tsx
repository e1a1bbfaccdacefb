import { Button } from "@mantine/core";
import { describeError } from "@practicum/contracts/error";
import type { Pharmacy } from "@practicum/contracts/scheduling/pharmacies";
import { dateIn } from "@practicum/kernel/instant";
import { formatDate } from "@practicum/kernel/local-date";
import { ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { errorText } from "../../api/domain-error.ts";
import { useTRPC } from "../../api/trpc.ts";
import { useCommand } from "../../api/use-command.ts";
import { answer, type SearchAnswer } from "../../chart/search-answer.ts";
import { SearchPicker } from "../../chart/search-picker.tsx";
import { useSession } from "../../session/session-context.ts";
import { offerUndo } from "../../shell/undo.tsx";
import { PharmacyForm } from "./pharmacy-form.tsx";
import { pharmacyLine } from "./pharmacy-words.ts";

const LIMIT = 20;

export function usePreferredPharmacy(patientId: string) {
  return useQuery(useTRPC().scheduling.patientPharmacy.queryOptions({ patientId }));
}

/** The pharmacy that the patient prefers; searched in the directory, or added to it in place (SCH-273). */
export function PreferredPharmacy({ patientId }: { readonly patientId: string }) {
  const { can, timeZone } = useSession();
  const asked = usePreferredPharmacy(patientId);
  const prefer = useCommand("scheduling", "preferPharmacy");
  const [choosing, setChoosing] = useState(false);
  const preferred = asked.data?.preferred ?? null;
  const put = async (pharmacyId: string | null) => (await prefer.run({ patientId, pharmacyId })).ok;
  const choose = async (pharmacy: Pharmacy | null) => {
    const before = preferred?.pharmacy.pharmacyId ?? null;
    if (!(await put(pharmacy?.pharmacyId ?? null))) return;
    setChoosing(false);
    offerUndo(`Pharmacy: ${pharmacy?.name ?? "none"}.`, () => void put(before));
  };
  return (
    <section className="w-panel" aria-label="Pharmacy">
      <header>
        <h2>Pharmacy</h2>
        {can("pharmacy.work") && preferred && (
          <Button size="compact-xs" variant="default" onClick={() => setChoosing(!choosing)}>
            {choosing ? "Keep this one" : "Change"}
          </Button>
        )}
      </header>
      {asked.isError && (
        <ErrorState what="The pharmacy" message={errorText(asked.error)} onRetry={() => void asked.refetch()} />
      )}
      {asked.isPending && <LoadingState rows={1} />}
      {preferred && (
        <div style={{ fontSize: 13 }}>
          <b>{preferred.pharmacy.name}</b> {pharmacyLine(preferred.pharmacy)}
          <div className="c-dim">
            {preferred.pharmacy.hours && `${preferred.pharmacy.hours} · `}
            {formatDate(dateIn(preferred.saidAt, timeZone))}, {preferred.by}
          </div>
          {!preferred.pharmacy.active && (
            <Notice tone="warn">This pharmacy is not in use any more. Ask for another.</Notice>
          )}
        </div>
      )}
      {asked.data && !preferred && <div style={{ fontSize: 13 }}>Not asked yet.</div>}
      {asked.data && can("pharmacy.work") && (choosing || !preferred) && (
        <>
          <PharmacyPicker onChoose={(pharmacy) => void choose(pharmacy)} />
          {preferred && (
            <Button size="compact-xs" variant="subtle" onClick={() => void choose(null)}>
              No pharmacy any more
            </Button>
          )}
        </>
      )}
      {prefer.error && (
        <Notice tone="danger" role="alert">
          {describeError(prefer.error)}
        </Notice>
      )}
    </section>
  );
}

/** With the first prescription it is asked for, and later it is one line (SCH-273). */
export function PharmacyOfOrder({ patientId }: { readonly patientId: string }) {
  const asked = usePreferredPharmacy(patientId);
  const [changing, setChanging] = useState(false);
  const preferred = asked.data?.preferred;
  if (!preferred || changing || !preferred.pharmacy.active) return <PreferredPharmacy patientId={patientId} />;
  return (
    <div className="c-dim" style={{ display: "flex", gap: 8, alignItems: "center" }}>
      <span style={{ flex: 1 }}>
        Pharmacy: <b>{preferred.pharmacy.name}</b>, {preferred.pharmacy.address.line1}
      </span>
      <Button size="compact-xs" variant="default" onClick={() => setChanging(true)}>
        Change the pharmacy
      </Button>
    </div>
  );
}

function usePharmacySearch(text: string): SearchAnswer<Pharmacy> {
  const trpc = useTRPC();
  const found = useQuery({
    // limit: the best that fit; more of the name or the street finds others.
    ...trpc.scheduling.pharmacies.queryOptions({ text, show: "in-use", before: null, limit: LIMIT }),
    enabled: text !== "",
    placeholderData: keepPreviousData,
  });
  return answer({ ...found, data: found.data?.pharmacies }, text, (one) => one.pharmacyId, Line);
}

function Line(pharmacy: Pharmacy) {
  return (
    <span>
      <b>{pharmacy.name}</b> <span className="c-dim">{pharmacyLine(pharmacy)}</span>
    </span>
  );
}

function PharmacyPicker({ onChoose }: { readonly onChoose: (pharmacy: Pharmacy) => void }) {
  const [adding, setAdding] = useState<string | null>(null);
  if (adding !== null)
    return (
      <PharmacyForm
        shown={adding}
        onLeave={() => setAdding(null)}
        onSaved={(pharmacy) => {
          setAdding(null);
          onChoose(pharmacy);
        }}
      />
    );
  return (
    <SearchPicker
      label="Which pharmacy does the patient use?"
      placeholder="Name, street or ZIP"
      useSearch={usePharmacySearch}
      onPick={onChoose}
      onFreeText={setAdding}
      freeTextWord="Add to the directory:"
    />
  );
}
