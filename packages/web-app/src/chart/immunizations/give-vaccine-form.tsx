import { Button, Group, TextInput } from "@mantine/core";
import {
  immunizationOperations,
  vaccineFunding,
  vaccineRoute,
  type VaccineFunding,
  type VaccineRoute,
} from "@practicum/contracts/charting/immunizations";
import { formatDate, type LocalDate } from "@practicum/kernel/local-date";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { DateInput } from "@practicum/ui/date-input.tsx";
import { Notice } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useTRPC } from "../../api/trpc.ts";
import { useCommand } from "../../api/use-command.ts";
import { CommandForm } from "../../forms/command-form.tsx";
import { useCommandForm } from "../../forms/use-command-form.ts";
import { useSession } from "../../session/session-context.ts";
import { say } from "../../shell/undo.tsx";
import { SearchPicker } from "../search-picker.tsx";
import { useVaccineSearch, type VaccineMatch } from "./use-vaccine-search.tsx";
import { doseText, fundingWords, readDose, routeWords, sitesOf, usualSite } from "./vaccine-words.ts";

interface Props {
  readonly patientId: string;
  readonly bornOn: LocalDate | null;
  /** The vaccine to begin with, by its CVX number. */
  readonly due?: string | null;
  readonly onClose: () => void;
}

interface Values extends Record<string, unknown> {
  /** As it was found: its name, what its package says, how it was given the last time. */
  readonly vaccine: VaccineMatch | null;
  readonly cvx: string;
  readonly givenOn: LocalDate | null;
  readonly lot: string;
  readonly expiresOn: LocalDate | null;
  readonly manufacturer: string;
  readonly route: VaccineRoute;
  readonly site: string;
  readonly dose: string;
  readonly funding: VaccineFunding | null;
  readonly visEditionOn: LocalDate | null;
  readonly visGivenOn: LocalDate | null;
  readonly ndc: string | null;
}

/** A dose given here: the vaccine by name or by its barcode, then what is on the box; the last dose of it fills in the rest. */
export function GiveVaccineForm({ patientId, bornOn, due = null, onClose }: Props) {
  const { today } = useSession();
  const useSearch = useVaccineSearch(today, false);
  const of = useCommandForm({
    draft: `vaccine-given:${patientId}`,
    initialValues: emptyValues(bornOn, today),
    schema: immunizationOperations.recordImmunization.input,
    toInput: (v, immunizationId) => ({
      immunizationId,
      patientId,
      cvx: v.cvx,
      givenOn: v.givenOn,
      lot: v.lot,
      expiresOn: v.expiresOn,
      manufacturer: v.manufacturer,
      route: v.route,
      site: v.site,
      doseHundredthsMl: readDose(v.dose),
      funding: v.funding,
      vis: v.visEditionOn === null ? null : { editionOn: v.visEditionOn, givenOn: v.visGivenOn },
      ndc: v.ndc,
    }),
    fieldNames: { doseHundredthsMl: "dose", "vis.editionOn": "visEditionOn", "vis.givenOn": "visGivenOn" },
    command: useCommand("charting", "recordImmunization"),
    onDone: () => {
      say(`${of.form.getValues().vaccine?.label ?? "The vaccine"} is recorded.`);
      onClose();
    },
  });
  const { form } = of;
  const { vaccine, route } = form.getValues();
  const choose = (match: VaccineMatch) => {
    const scan = match.scan ?? vaccine?.scan ?? null;
    form.setValues(valuesOf({ ...match, scan }, form.getValues(), bornOn, today));
  };
  useDueVaccine(due, choose);
  return (
    <CommandForm
      of={of}
      className="c-form"
      label="Administer a vaccine"
      action="Record administration"
      disabled={!vaccine?.cvx}
      onCancel={onClose}
    >
      {vaccine?.cvx && (
        <Group gap="xs">
          <b>{vaccine.label}</b> <span className="c-dim">CVX {vaccine.cvx}</span>
          <Button size="compact-xs" variant="default" onClick={() => form.setFieldValue("vaccine", null)}>
            Another vaccine
          </Button>
        </Group>
      )}
      {!vaccine?.cvx && (
        <>
          {vaccine?.scan && (
            <Notice tone="info">
              This package (NDC {vaccine.scan.ndc}) was not used here before. Say once which vaccine it is; lot and
              expiry are kept.
            </Notice>
          )}
          <SearchPicker
            label="Vaccine"
            placeholder="Name, trade name, CVX, CPT or NDC – or scan the barcode"
            useSearch={useSearch}
            autoFocus
            onPick={choose}
          />
        </>
      )}
      {vaccine?.cvx && (
        <>
          {vaccine.last && !vaccine.scan && (
            <div className="c-dim">Filled in from the last dose given here. Compare with the box in your hand.</div>
          )}
          <div className="i-fields">
            <TextInput label="Lot" required data-autofocus {...form.getInputProps("lot")} />
            <DateInput label="Expires" required today={today} sense="future" {...form.getInputProps("expiresOn")} />
            <TextInput label="Manufacturer" required {...form.getInputProps("manufacturer")} />
            <ChoiceList
              label="Route"
              required
              data={vaccineRoute.options.map((value) => ({ value, label: routeWords[value] }))}
              {...form.getInputProps("route")}
              onChange={(value) => {
                const next = vaccineRoute.parse(value);
                form.setValues({ route: next, site: usualSite(next, bornOn, today) });
              }}
            />
            <ChoiceList
              label="Site"
              required
              data={sitesOf(route).map((one) => ({ value: one, label: one }))}
              {...form.getInputProps("site")}
            />
            <TextInput label="Dose" required placeholder="0.5 mL" {...form.getInputProps("dose")} />
            <ChoiceList
              label="Paid by"
              required
              data={vaccineFunding.options.map((value) => ({ value, label: fundingWords[value] }))}
              {...form.getInputProps("funding")}
            />
            <DateInput label="Given on" required today={today} sense="past" {...form.getInputProps("givenOn")} />
            <DateInput label="VIS, edition of" today={today} sense="past" {...form.getInputProps("visEditionOn")} />
            <DateInput label="VIS given on" today={today} sense="past" {...form.getInputProps("visGivenOn")} />
          </div>
          {form.getValues().expiresOn !== null && (form.getValues().expiresOn ?? today) < today && (
            <Notice tone="danger" role="alert">
              This lot expired on {formatDate(form.getValues().expiresOn ?? today)}. Do not give it.
            </Notice>
          )}
        </>
      )}
    </CommandForm>
  );
}

/** Chooses the vaccine that the form was opened for, once, as if it had been found by its number. */
function useDueVaccine(due: string | null, choose: (match: VaccineMatch) => void): void {
  const trpc = useTRPC();
  const { today } = useSession();
  const found = useQuery({
    // limit: one number means one vaccine.
    ...trpc.charting.searchVaccines.queryOptions({ text: due ?? "", onDate: today, past: false, limit: 12 }),
    enabled: due !== null,
  });
  const match = found.data?.find(({ cvx }) => cvx === due);
  const done = useRef(false);
  useEffect(() => {
    if (match === undefined || done.current) return;
    done.current = true;
    choose(match);
  });
}

function emptyValues(bornOn: LocalDate | null, today: LocalDate): Values {
  return {
    vaccine: null,
    cvx: "",
    givenOn: today,
    lot: "",
    expiresOn: null,
    manufacturer: "",
    route: "intramuscular",
    site: usualSite("intramuscular", bornOn, today),
    dose: "",
    funding: null,
    visEditionOn: null,
    visGivenOn: today,
    ndc: null,
  };
}

/** What a scan says goes before what the last dose was like. */
function valuesOf(vaccine: VaccineMatch, typed: Values, bornOn: LocalDate | null, today: LocalDate): Partial<Values> {
  const { cvx, scan, last } = vaccine;
  const route = last?.route ?? typed.route;
  const otherLot = scan?.lot !== null && scan?.lot !== undefined && scan.lot !== last?.lot;
  return {
    vaccine,
    cvx: cvx ?? "",
    lot: scan?.lot ?? last?.lot ?? "",
    expiresOn: scan?.expiresOn ?? (otherLot ? null : (last?.expiresOn ?? null)),
    manufacturer: last?.manufacturer ?? "",
    route,
    site: usualSite(route, bornOn, today),
    dose: last ? doseText(last.doseHundredthsMl) : "",
    funding: last?.funding ?? null,
    visEditionOn: last?.visEditionOn ?? null,
    ndc: scan?.ndc ?? null,
  };
}
