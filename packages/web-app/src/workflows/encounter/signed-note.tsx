import { Button, Textarea } from "@mantine/core";
import type { Encounter } from "@practicum/contracts/charting/encounters";
import type { Instant } from "@practicum/kernel/instant";
import { useKeys } from "@practicum/ui/keys.ts";
import { Notice } from "@practicum/ui/states.tsx";
import { useEffect, useState } from "react";
import { useCommand } from "../../api/use-command.ts";
import { takeDraftsOf } from "../../chart/note/draft-store.ts";
import { failedText } from "../../chart/failed-text.ts";
import { InHousePanel } from "../../chart/in-house/in-house-panel.tsx";
import { VitalsFlowsheet } from "../../chart/vitals-flowsheet.tsx";
import { whenText } from "../../chart/when-text.ts";
import { useSession } from "../../session/session-context.ts";
import { RestoredNotice } from "../../forms/restored-notice.tsx";
import { useDraft } from "../../shell/dock/drafts.ts";
import { say } from "../../shell/undo.tsx";
import { authorOfDiagnosis, authorOfProcedure, ByAuthor } from "./coding/authors.tsx";
import { AnsweredForms, fieldPlaces } from "./answered-forms.tsx";
import { NoteTests } from "./tests/note-tests.tsx";
import { ReadSection, sectionNames } from "./note-fields.tsx";
import { EmSummary } from "./em/em-panel.tsx";
import { FollowUpSummary } from "./follow-up/follow-up-panel.tsx";
import { OrdersList } from "./orders/orders-list.tsx";
import { SideTabs, type SideTab } from "./side/side-tabs.tsx";
import { CosignPanel } from "./sign/cosign-panel.tsx";

interface Props {
  readonly encounter: Encounter;
  readonly patientId: string;
}

/** A signed note: read, co-signed, added to; nothing in it changes. */
export function SignedNote({ encounter, patientId }: Props) {
  const [tab, setTab] = useState<SideTab>("meds");
  // Who bills reads this note, and nothing beside it.
  const readsChart = useSession().can("chart.read");
  // What was typed here and came too late for the signature: the browser keeps nothing of a sealed note, so it is shown once more.
  const [leftBehind, setLeftBehind] = useState<readonly string[]>([]);
  useEffect(() => {
    const late = takeDraftsOf(encounter.encounterId, fieldPlaces(encounter)).filter(
      ({ section, text }) => text.trim() !== "" && text !== encounter.sections[section].text,
    );
    if (late.length > 0) setLeftBehind(late.map((one) => one.text));
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- once, when the note is opened
  }, [encounter.encounterId]);
  return (
    <div className="e-layout">
      <div>
        <Signatures encounter={encounter} patientId={patientId} />
        {sectionNames.map(([section, label]) => (
          <ReadSection
            key={section}
            encounterId={encounter.encounterId}
            section={section}
            label={label}
            stored={encounter.sections[section]}
          />
        ))}
        <AnsweredForms forms={encounter.forms} />
        <section className="w-panel" aria-label="Codes" style={{ marginBottom: 12 }}>
          <header>
            <h2>Diagnoses and procedures</h2>
          </header>
          <ol className="c-list" data-field="diagnoses">
            {encounter.diagnoses.map((diagnosis, index) => (
              <li key={diagnosis.code} data-field={`diagnoses.${index}`}>
                <b>
                  {index + 1}. {diagnosis.code}
                </b>{" "}
                {diagnosis.label}
                <ByAuthor author={authorOfDiagnosis(encounter.codedBy, diagnosis)} providerId={encounter.providerId} />
              </li>
            ))}
          </ol>
          <ul className="c-list" data-field="procedures">
            {encounter.procedures.map((procedure, index) => (
              <li key={`${procedure.code}-${index}`} data-field={`procedures.${index + 1}`}>
                <b>{[procedure.code, ...procedure.modifiers].join("-")}</b> {procedure.label}
                <span className="c-dim">
                  × {procedure.units}, for{" "}
                  {procedure.pointers.length > 0
                    ? `${procedure.pointers.length === 1 ? "diagnosis" : "diagnoses"} ${procedure.pointers.join(", ")}`
                    : "no diagnosis"}
                </span>
                <ByAuthor
                  author={authorOfProcedure(encounter.codedBy, encounter.procedures, index)}
                  providerId={encounter.providerId}
                />
              </li>
            ))}
          </ul>
        </section>
        {encounter.em.support && encounter.em.support.verdict !== "no-code" && (
          <EmSummary support={encounter.em.support} />
        )}
        <OrdersList encounter={encounter} editable={false} />
        {encounter.inHouse.length > 0 && <InHousePanel orders={encounter.inHouse} />}
        {readsChart && <NoteTests patientId={encounter.patientId} encounterId={encounter.encounterId} />}
        <FollowUpSummary encounter={encounter} />
        {encounter.vitals.length > 0 && (
          <section className="w-panel" aria-label="Vital signs of the visit" style={{ marginBottom: 12 }}>
            <header>
              <h2>Vital signs</h2>
            </header>
            <VitalsFlowsheet sets={encounter.vitals} />
          </section>
        )}
        <Addenda encounter={encounter} leftBehind={leftBehind} />
      </div>
      {readsChart && <SideTabs encounter={encounter} tab={tab} onTab={setTab} />}
    </div>
  );
}

/** Who signed, who co-signed, what is missing; the supervisor signs here or returns the note. */
function Signatures({ encounter, patientId }: Props) {
  const session = useSession();
  const when = (at: Instant) => whenText(session, at);
  return (
    <section className="w-panel" aria-label="Signatures" style={{ marginBottom: 12 }}>
      {encounter.signedAt ? (
        <div>
          Signed by <b>{encounter.signedBy}</b> {when(encounter.signedAt)}
        </div>
      ) : (
        <div>Taken over from another system; it was signed there.</div>
      )}
      {encounter.cosignedAt && (
        <div>
          Co-signed by <b>{encounter.cosignedBy}</b> {when(encounter.cosignedAt)}
        </div>
      )}
      <CosignPanel encounter={encounter} patientId={patientId} />
      {encounter.seal && (
        <div className="c-dim" title={encounter.seal}>
          Seal {encounter.seal.slice(0, 16)}…
        </div>
      )}
    </section>
  );
}

interface AddendaProps {
  readonly encounter: Encounter;
  /** Typed here before the signature, and not in the note. */
  readonly leftBehind: readonly string[];
}

function Addenda({ encounter, leftBehind }: AddendaProps) {
  const session = useSession();
  const add = useCommand("charting", "addAddendum");
  const [text, setText, clear, kept] = useDraft(`addendum:${encounter.encounterId}`, "");
  const when = (at: Instant) => whenText(session, at);
  const submit = async () => {
    if (text.trim() === "" || add.pending) return;
    const result = await add.run({ addendumId: kept.recordId, encounterId: encounter.encounterId, text });
    if (!result.ok && result.error.code !== "already-recorded") return;
    // Recorded already means: by an earlier send. What stands here now may be another text, and is another addendum.
    if (result.ok) setText("");
    clear();
    if (!result.ok) return;
    say("The addendum is added.");
  };
  const onKeyDown = useKeys({ "mod+Enter": submit });
  if (encounter.addenda.length === 0 && leftBehind.length === 0 && !session.can("note.write")) return null;
  return (
    <section className="w-panel" aria-label="Addenda">
      <header>
        <h2>Addenda</h2>
      </header>
      {encounter.addenda.map((addendum) => (
        <div key={addendum.addendumId} style={{ marginBottom: 8 }}>
          <b>{addendum.by}</b> <span className="c-dim">{when(addendum.at)}</span>
          <div className="e-read" style={{ marginBottom: 0 }}>
            {addendum.text}
          </div>
        </div>
      ))}
      {leftBehind.length > 0 && (
        <Notice tone="warn" role="alert">
          This was typed here and is not in the signed note; it is not kept any longer:
          <div className="e-read">{leftBehind.join("\n\n")}</div>
          {session.can("note.write") && (
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => setText((old) => [old, ...leftBehind].filter(Boolean).join("\n\n"))}
            >
              Put it into an addendum
            </Button>
          )}
        </Notice>
      )}
      {session.can("note.write") && (
        <>
          <RestoredNotice draft={kept} />
          <Textarea
            label="Add to the note"
            autosize
            minRows={2}
            maxLength={20_000}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            onKeyDown={onKeyDown}
          />
          {add.error && (
            <Notice tone="danger" role="alert">
              {failedText(add.error, "addendum")}
            </Notice>
          )}
          <Button
            mt={8}
            variant="default"
            data-guide="addendum.add"
            loading={add.pending}
            disabled={text.trim() === ""}
            onClick={() => void submit()}
          >
            Add addendum
          </Button>
        </>
      )}
    </section>
  );
}
