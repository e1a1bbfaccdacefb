import { Button, SegmentedControl } from "@mantine/core";
import type { Sheet } from "@practicum/contracts/scheduling/downtime";
import { readSheetLabel, sheetLabel } from "@practicum/downtime/kit";
import { dateIn, timeIn } from "@practicum/kernel/instant";
import type { Id } from "@practicum/kernel/brand";
import type { LocalDate, LocalTime } from "@practicum/kernel/local-date";
import { formatDate } from "@practicum/kernel/local-date";
import { formatName, formatTime } from "@practicum/ui/format.ts";
import { EmptyState, ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { useState } from "react";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC, useTRPCClient } from "../../../api/trpc.ts";
import { useEndless } from "../../../lists/use-endless.ts";
import { useSession } from "../../../session/session-context.ts";
import { EnterSheet } from "./enter-sheet.tsx";
import { partWords } from "./downtime-words.ts";

interface Kit {
  readonly kitId: Id<"downtime-kit">;
  readonly date: LocalDate;
}

/** The sheets of a kit by number: what is missing of each, and the one that is being entered. */
export function Sheets({ kit }: { readonly kit: Kit }) {
  const [show, setShow] = useState<"missing" | "all">("missing");
  const [chosen, setChosen] = useState<number | null>(null);
  const sheets = useSheets(kit, show);
  const open = sheets.items?.find(({ number }) => number === chosen) ?? sheets.items?.[0];
  return (
    <section className="w-panel a-stack" aria-label={`Sheets of ${formatDate(kit.date)}`}>
      <header>
        <h2>Sheets of {formatDate(kit.date)}</h2>
        <SegmentedControl
          size="xs"
          aria-label="Which sheets"
          data={[
            { value: "missing", label: "Missing" },
            { value: "all", label: "All" },
          ]}
          value={show}
          onChange={(value) => setShow(value === "all" ? "all" : "missing")}
        />
      </header>
      {sheets.error && <ErrorState what="The sheets" message={errorText(sheets.error)} onRetry={sheets.refetch} />}
      {sheets.isPending && <LoadingState rows={4} />}
      {sheets.items?.length === 0 && (
        <EmptyState title="No sheet is missing">
          Each part of each number was entered, or is known to be empty.
        </EmptyState>
      )}
      {open && <EnterSheet key={open.number} sheet={open} day={kit.date} onDone={sheets.refetch} />}
      {sheets.items && sheets.items.length > 0 && (
        <div style={{ overflow: "auto" }}>
          <table className="a-table" aria-label="Sheets">
            <thead>
              <tr>
                <th scope="col">Sheet</th>
                <th scope="col">For</th>
                <th scope="col">State</th>
                <th scope="col">
                  <span className="p-visually-hidden">Actions</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {sheets.items.map((sheet) => (
                <Line key={sheet.number} sheet={sheet} onOpen={() => setChosen(sheet.number)} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {sheets.more && (
        <Button size="compact-sm" variant="default" loading={sheets.more.loading} onClick={sheets.more.load}>
          Show more sheets
        </Button>
      )}
    </section>
  );
}

function useSheets({ kitId }: Kit, show: "missing" | "all") {
  const trpc = useTRPC();
  const client = useTRPCClient();
  return useEndless({
    queryKey: trpc.scheduling.downtimeSheets.queryKey({ kitId, show, after: null }),
    page: async (before, signal) => {
      const after = before === null ? null : readSheetLabel(before);
      const { sheets, next } = await client.scheduling.downtimeSheets.query({ kitId, show, after }, { signal });
      return { sheets, next: next === null ? null : String(next) };
    },
    itemsOf: (page) => page.sheets,
    keyOf: (sheet) => String(sheet.number),
  });
}

function Line({ sheet, onOpen }: { readonly sheet: Sheet; readonly onOpen: () => void }) {
  const { timeZone } = useSession();
  const missing = sheet.parts.filter(({ state }) => state === "missing");
  return (
    <tr>
      <td style={{ whiteSpace: "nowrap" }}>{sheetLabel(sheet.number)}</td>
      <td>{whose(sheet)}</td>
      <td>
        {missing.length > 0 && <b>Missing: {missing.map(({ part }) => partWords[part].toLowerCase()).join(", ")}</b>}
        {sheet.parts
          .filter(({ state }) => state !== "missing")
          .map((one) => (
            <div key={one.part} className="a-dim">
              {partWords[one.part]}:{" "}
              {one.state === "empty" || one.happenedAt === null
                ? `nothing, says ${one.enteredBy ?? "somebody"}`
                : `${formatDate(dateIn(one.happenedAt, timeZone))} ${clock(timeIn(one.happenedAt, timeZone))}, entered late by ${one.enteredBy ?? "somebody"}`}
            </div>
          ))}
      </td>
      <td>
        <Button
          size="compact-xs"
          variant="default"
          aria-label={`Open sheet ${sheetLabel(sheet.number)}`}
          onClick={onOpen}
        >
          Open
        </Button>
      </td>
    </tr>
  );
}

const clock = (time: LocalTime) => formatTime(time);

function whose({ visit, parts }: Sheet): string {
  if (visit !== null) return `${formatName(visit.patientName)}, ${formatTime(visit.start)}`;
  const named = parts.find(({ patientName }) => patientName !== null)?.patientName;
  return named ? `${formatName(named)}, on a blank sheet` : "A blank sheet";
}
