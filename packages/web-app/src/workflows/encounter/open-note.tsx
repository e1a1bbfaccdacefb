import { Button } from "@mantine/core";
import type { Encounter } from "@practicum/contracts/charting/encounters";
import type { NoteSection } from "@practicum/contracts/charting/notes";
import { useWindowKeys } from "@practicum/ui/keys.ts";
import { Notice } from "@practicum/ui/states.tsx";
import { focusIsFree } from "@practicum/ui/landing.ts";
import { SavedState, type SaveState } from "@practicum/ui/saved-state.tsx";
import { useCallback, useEffect, useMemo, useRef, useState, type RefObject } from "react";
import type { Code } from "../../chart/code-searches.tsx";
import { useSession } from "../../session/session-context.ts";
import { useDock } from "../../shell/dock/dock-context.ts";
import { reachField, useFieldTarget } from "../../shell/field-target.ts";
import { addDiagnosis } from "./coding/coding-model.ts";
import { Diagnoses } from "./coding/diagnoses.tsx";
import { Procedures } from "./coding/procedures.tsx";
import { OwnVersionNotices } from "./own-version-notices.tsx";
import { EmPanel } from "./em/em-panel.tsx";
import { useEm } from "./em/use-em.ts";
import { FollowUpPanel } from "./follow-up/follow-up-panel.tsx";
import { useFollowUp } from "./follow-up/use-follow-up.ts";
import { useCoding, type CodingControl } from "./coding/use-coding.ts";
import { fieldOf, tabOf } from "./jump.ts";
import { NoteFields, sectionNames, type Insertion } from "./note-fields.tsx";
import { OrdersList } from "./orders/orders-list.tsx";
import { SideTabs, sideTabs, type SideTab } from "./side/side-tabs.tsx";
import { useCarryOver } from "./side/use-carry-over.ts";
import { NoteTests } from "./tests/note-tests.tsx";
import { SignDialog } from "./sign/sign-dialog.tsx";
import { useNoteSlash } from "./use-note-slash.ts";
import { TemplateBar } from "../../chart/note/fields/template-bar.tsx";
import { reachNoAnswer } from "../../chart/note/fields/reach-no-answer.ts";
import { useNoteForms } from "../../chart/note/fields/use-note-forms.ts";
import { useOpenElsewhere } from "./use-open-elsewhere.ts";
import { InHousePanel } from "../../chart/in-house/in-house-panel.tsx";
import { ContradictionsPanel } from "../../chart/contradictions/contradictions-panel.tsx";
import { CriticalNotice } from "../../chart/critical-notice.tsx";
import { overallState, unsavedWords, type SaveStates } from "../../chart/note/save-states.ts";

interface Props {
  readonly encounter: Encounter;
  readonly patientId: string;
}

/** A note that is being written: sections and codes on the left, the chart beside, the signature at the bottom. */
export function OpenNote({ encounter, patientId }: Props) {
  const session = useSession();
  const elsewhere = useOpenElsewhere(encounter.encounterId);
  const control = useCoding(encounter);
  const em = useEm(encounter);
  const followUp = useFollowUp(encounter);
  const forms = useNoteForms(encounter.forms);
  const [saves, setSaves] = useState<SaveStates>({});
  const [insertion, setInsertion] = useState<Insertion | null>(null);
  const [tab, setTab] = useState<SideTab>("meds");
  const [signing, setSigning] = useState(false);
  const diagnosisSearch = useRef<HTMLInputElement>(null);
  const procedureSearch = useRef<HTMLInputElement>(null);
  const writes = session.can("note.write");
  const codes = session.can("diagnosis.write");
  const orders = session.can("order.write");
  const maySign = session.can("note.sign");
  const mayWrite = (section: NoteSection) => writes || (section === "reason" && session.can("note.intake"));

  const onSaveState = useCallback(
    (section: string, state: SaveState) => setSaves((old) => ({ ...old, [section]: state })),
    [],
  );
  const put = useCallback(
    (section: NoteSection, what: Omit<Insertion, "id" | "section">) =>
      setInsertion((old) => ({ id: (old?.id ?? 0) + 1, section, ...what })),
    [],
  );
  const insert = useCallback((section: NoteSection, text: string) => put(section, { text }), [put]);
  const { carry, askForLines } = useCarryOver(mayWrite, put, setTab);
  const docks = useOrderDocks(encounter.encounterId);
  const searches = useMemo(() => {
    const search = (input: RefObject<HTMLInputElement | null>) => () => setTimeout(() => input.current?.focus());
    return { onDiagnosis: search(diagnosisSearch), onProcedure: search(procedureSearch) };
  }, []);
  const slash = useNoteSlash(encounter, control.value.diagnoses, {
    ...(codes ? searches : {}),
    ...(orders ? docks : {}),
    onCarry: askForLines,
  });
  useEffect(() => {
    // Whoever comes to write finds the caret where the note goes on, unless a link led elsewhere.
    if (!focusIsFree()) return;
    const empty = sectionNames.find(([section]) => mayWrite(section) && encounter.sections[section].text.trim() === "");
    if (empty) document.getElementById(`text-${empty[0]}`)?.focus({ preventScroll: true });
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- on arrival alone
  }, []);
  useFieldTarget(({ field }) => setTab((old) => tabOf(field) ?? old));
  const jump = (target: string) => {
    const field = fieldOf(target);
    setSigning(false);
    setTab((old) => tabOf(field) ?? old);
    // After the dialog has given the focus back.
    setTimeout(() => reachField(field), 120);
  };
  // Else a number that is no answer would stand on the screen and not in what is signed.
  const sign = () => reachNoAnswer() || setSigning(true);
  useWindowKeys({
    F9: () => setTab((old) => sideTabs[(sideTabs.indexOf(old) + 1) % sideTabs.length] ?? "meds"),
    F8: orders ? docks.onOrder : undefined,
    "shift+F8": orders ? docks.onInHouse : undefined,
    "mod+F8": orders ? docks.onTests : undefined,
    "shift+F9": () => reachField("em"),
    "mod+Enter": maySign ? sign : undefined,
  });

  const overall = overallState(saves, control.saving || em.saving || followUp.saving);
  return (
    <>
      {elsewhere && (
        <Notice tone="warn">
          This note is open in another tab too. Both save; where both write the same lines you will be asked.
        </Notice>
      )}
      <CriticalNotice
        sets={encounter.vitals}
        providerName={encounter.providerName}
        isProvider={encounter.providerId === session.staff.staffId}
      >
        <Button size="compact-sm" variant="default" onClick={() => setTab("vitals")}>
          Show vital signs
        </Button>
      </CriticalNotice>
      <div className="e-layout">
        <div>
          {writes || session.can("note.intake") ? (
            <TemplateBar encounterId={encounter.encounterId} forms={encounter.forms} mayTakeOut={writes} />
          ) : null}
          <SectionChips encounter={encounter} coded={control.value.diagnoses.length > 0} />
          <NoteFields
            encounter={encounter}
            mayWrite={mayWrite}
            insertion={insertion}
            slash={slash}
            onSaveState={onSaveState}
            onInsert={insert}
            forms={forms}
            mayAnswer={(field) => writes || (field.rooming && session.can("note.intake"))}
          />
          <Coded
            encounter={encounter}
            control={control}
            editable={codes}
            diagnosisSearch={diagnosisSearch}
            procedureSearch={procedureSearch}
          />
          <ContradictionsPanel patientId={patientId} encounterId={encounter.encounterId} />
          <EmPanel encounter={encounter} control={em} editable={writes} />
          <VisitOrders encounter={encounter} editable={orders} {...docks} />
          <FollowUpPanel encounter={encounter} control={followUp} editable={writes} />
        </div>
        <SideTabs
          encounter={encounter}
          tab={tab}
          onTab={setTab}
          {...(codes ? { onUseDiagnosis: (code: Code) => control.change((old) => addDiagnosis(old, code)) } : {})}
          carry={carry}
          {...(writes ? { onInsert: insert } : {})}
        />
      </div>
      <NoteBar encounter={encounter} coding={control.value} state={overall} {...(maySign ? { onSign: sign } : {})} />
      {signing && (
        <SignDialog
          encounter={encounter}
          patientId={patientId}
          unsaved={unsavedWords(overall)}
          onJump={jump}
          onClose={() => setSigning(false)}
        />
      )}
    </>
  );
}

/** What is ordered is written beside the note. */
function useOrderDocks(encounterId: string) {
  const dock = useDock();
  const open = useCallback((name: string) => () => dock.open(name, encounterId), [dock, encounterId]);
  return useMemo(() => ({ onOrder: open("order"), onInHouse: open("in-house"), onTests: open("tests") }), [open]);
}

interface OrdersProps {
  readonly encounter: Encounter;
  readonly editable: boolean;
  readonly onOrder: () => void;
  readonly onInHouse: () => void;
  readonly onTests: () => void;
}

/** What is ordered in the visit: medications, what is done here, and what goes out of the house. */
function VisitOrders({ encounter, editable, onOrder, onInHouse, onTests }: OrdersProps) {
  const { patientId, encounterId } = encounter;
  return (
    <>
      <OrdersList encounter={encounter} editable={editable} onOrder={onOrder} />
      <InHousePanel
        orders={encounter.inHouse}
        none="None yet."
        action={
          editable && (
            <Button size="compact-sm" variant="default" onClick={onInHouse}>
              Order here&nbsp;<span className="p-kbd">Shift F8</span>
            </Button>
          )
        }
      />
      <NoteTests patientId={patientId} encounterId={encounterId} editable {...(editable ? { onOrder: onTests } : {})} />
    </>
  );
}

interface BarProps {
  readonly encounter: Encounter;
  readonly coding: CodingControl["value"];
  readonly state: SaveState;
  readonly onSign?: () => void;
}

/** What stays in sight below: whether it is saved, what is in the note, and the signature. */
function NoteBar({ encounter, coding, state, onSign }: BarProps) {
  return (
    <div className="e-bar p-no-print">
      <SavedState state={state} />
      <span className="c-dim" style={{ flex: 1 }}>
        {count(coding.diagnoses.length, "diagnosis", "diagnoses")} ·{" "}
        {count(coding.procedures.length, "procedure", "procedures")} ·{" "}
        {count(encounter.orders.filter((order) => order.status === "draft").length, "draft order", "draft orders")}
      </span>
      {onSign && (
        <Button data-guide="note.sign" onClick={onSign}>
          Sign…
        </Button>
      )}
    </div>
  );
}

interface CodedProps {
  readonly encounter: Encounter;
  readonly control: CodingControl;
  readonly editable: boolean;
  readonly diagnosisSearch: RefObject<HTMLInputElement | null>;
  readonly procedureSearch: RefObject<HTMLInputElement | null>;
}

/** Diagnoses and procedures of the visit. */
function Coded({ encounter, control, editable, diagnosisSearch, procedureSearch }: CodedProps) {
  const { serviceDate, codedBy, providerId } = encounter;
  const parts = { coding: control.value, onChange: control.change, serviceDate, editable, codedBy, providerId };
  return (
    <>
      <OwnVersionNotices control={control} what="codes" />
      <Diagnoses {...parts} searchRef={diagnosisSearch} />
      <Procedures {...parts} searchRef={procedureSearch} />
    </>
  );
}

/** The sections of the page, each a jump, with what is written and what is empty. */
function SectionChips({ encounter, coded }: { readonly encounter: Encounter; readonly coded: boolean }) {
  return (
    <nav className="e-chips" aria-label="Sections">
      {sectionNames.map(([section, label]) => {
        const filled = encounter.sections[section].text.trim() !== "";
        return (
          <button
            key={section}
            type="button"
            className="e-chip"
            data-filled={filled}
            onClick={() => reachField(`section.${section}`)}
          >
            {label}
            <span className="p-visually-hidden">{filled ? ", written" : ", empty"}</span>
          </button>
        );
      })}
      <button type="button" className="e-chip" data-filled={coded} onClick={() => reachField("diagnoses")}>
        Codes
      </button>
    </nav>
  );
}

function count(n: number, one: string, many: string): string {
  return `${n} ${n === 1 ? one : many}`;
}
