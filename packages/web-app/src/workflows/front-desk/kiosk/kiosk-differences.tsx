import { Button, Group } from "@mantine/core";
import { describeError } from "@practicum/contracts/error";
import type { KioskDifference } from "@practicum/contracts/scheduling/kiosk";
import { Notice } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import { useSession } from "../../../session/session-context.ts";
import { offerUndo } from "../../../shell/undo.tsx";
import "../insurance/insurance.css";
import "./kiosk-desk.css";
import type { VisitKiosk } from "./use-visit-kiosk.ts";
import { fieldWord, valueWord } from "./kiosk-words.ts";

type Said = "accept" | "keep" | "open";

/** What the patient says is otherwise, old beside new: each is taken over or kept by itself, and taken back by Undo. */
export function KioskDifferences({ kiosk }: { readonly kiosk: VisitKiosk }) {
  const trpc = useTRPC();
  const { today } = useSession();
  const { patientId, handover, differences, pictures } = kiosk;
  const settle = useCommand("scheduling", "settleKiosk");
  const update = useCommand("billing", "updateCoverage");
  const coverages = useQuery({
    ...trpc.billing.listCoverages.queryOptions({ patientId, day: today }),
    enabled: differences.some(({ field }) => field.startsWith("coverage.")),
  });
  if (!handover || (differences.length === 0 && pictures.length === 0)) {
    if (handover?.state !== "done") return null;
    return <div style={{ fontSize: 13 }}>The patient says that everything on record is right.</div>;
  }
  const coverageOf = (field: string) =>
    coverages.data?.find(({ coverageId }) => field === `coverage.${coverageId}`) ?? null;
  const payerOf = (id: string) => coverageOf(`coverage.${id}`)?.payerName ?? null;
  // A card is taken over into its coverage: until that is known nothing can be answered.
  const pending = settle.pending || update.pending || coverages.isLoading;
  const say = async (fields: readonly string[], answer: Said) => {
    const answers = fields.map((field) => ({ field, answer }));
    return (await settle.run({ handoverId: handover.handoverId, answers })).ok;
  };
  const answer = async (one: KioskDifference, said: "accept" | "keep") => {
    // The coverage first: where that is refused, the difference stays open.
    if (said === "accept" && !(await takeCard(one))) return;
    if (!(await say([one.field], said))) return;
    const word = fieldWord(one.field, payerOf);
    offerUndo(
      said === "accept" ? `${word} is taken over.` : `${word} stays as it is.`,
      () => void say([one.field], "open"),
    );
  };
  /** Writes the card's numbers into the coverage; all else of it stays. */
  const takeCard = async ({ field }: KioskDifference): Promise<boolean> => {
    const said = kiosk.coverages.find(({ coverageId }) => field === `coverage.${coverageId}`);
    const coverage = coverageOf(field);
    if (!said || said.says !== "changed" || said.memberId === null) return true;
    if (!coverage) return false;
    const { payerName: _payer, payerKind: _kind, priority: _place, eligibility: _answer, ...record } = coverage;
    const { memberId, groupNumber } = said;
    return (await update.run({ ...record, memberId, groupNumber: groupNumber ?? record.groupNumber })).ok;
  };
  const open = differences.filter((one) => one.answer === "open");
  const simple = open.filter(({ field }) => !byHand(field, kiosk) && !field.startsWith("coverage."));
  const all = async () => {
    const fields = simple.map(({ field }) => field);
    if (await say(fields, "accept"))
      offerUndo(`${fields.length} changes are taken over.`, () => void say(fields, "open"));
  };
  const error = settle.error ?? update.error;
  return (
    <>
      {differences.length > 0 && (
        <table className="n-differences k-differences" aria-label="What the patient says is otherwise">
          <thead>
            <tr>
              <th scope="col">Field</th>
              <th scope="col">On record</th>
              <th scope="col">Patient says</th>
              <th scope="col">
                {simple.length > 1 && (
                  <Button size="compact-sm" loading={pending} onClick={() => void all()}>
                    Accept all {simple.length}
                  </Button>
                )}
              </th>
            </tr>
          </thead>
          <tbody>
            {differences.map((one) => (
              <tr key={one.field} data-answer={one.answer}>
                <th scope="row">{fieldWord(one.field, payerOf)}</th>
                <td>
                  {one.field.startsWith("coverage.")
                    ? cardOnRecord(coverageOf(one.field))
                    : one.field === "new-coverage"
                      ? "Not on file"
                      : valueWord(one, one.old)}
                  {one.changedSince && <div className="k-since">changed since the patient saw it</div>}
                </td>
                <td>
                  <b>{valueWord(one, one.new)}</b>
                </td>
                <td>
                  <Answer
                    one={one}
                    word={fieldWord(one.field, payerOf)}
                    patientId={byHand(one.field, kiosk) ? patientId : null}
                    pending={pending}
                    onAnswer={(said) => void answer(one, said)}
                    onTakeBack={() => void say([one.field], "open")}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {error && (
        <Notice tone="danger" role="alert">
          {describeError(error)}
        </Notice>
      )}
      {pictures.map((one) => (
        <CardPicture key={one.pictureId} patientId={patientId} pictureId={one.pictureId} side={one.side} />
      ))}
    </>
  );
}

/** What nobody can take over by a button: a payer is chosen, an end has a date. */
function byHand(field: string, kiosk: VisitKiosk): boolean {
  if (field === "new-coverage") return true;
  const said = kiosk.coverages.find(({ coverageId }) => field === `coverage.${coverageId}`);
  return said !== undefined && (said.says === "ended" || said.memberId === null);
}

function cardOnRecord(coverage: { readonly memberId: string; readonly groupNumber: string | null } | null): string {
  if (!coverage) return "…";
  return `member ${coverage.memberId}${coverage.groupNumber ? `, group ${coverage.groupNumber}` : ""}`;
}

interface AnswerProps {
  readonly one: KioskDifference;
  readonly word: string;
  /** Of what is done by hand on the insurance page. */
  readonly patientId: string | null;
  readonly pending: boolean;
  readonly onAnswer: (said: "accept" | "keep") => void;
  readonly onTakeBack: () => void;
}

function Answer({ one, word, patientId, pending, onAnswer, onTakeBack }: AnswerProps) {
  if (one.answer !== "open")
    return (
      <Group gap={6} justify="flex-end">
        <span>{one.answer === "accepted" ? (patientId ? "Done" : "Accepted") : "Kept"}</span>
        <Button size="compact-sm" variant="default" loading={pending} aria-label={`Undo: ${word}`} onClick={onTakeBack}>
          Undo
        </Button>
      </Group>
    );
  return (
    <Group gap={6} justify="flex-end">
      {patientId !== null && (
        <Link className="p-anchor" to={`/p/${patientId}/insurance`}>
          Insurance
        </Link>
      )}
      <Button
        size="compact-sm"
        variant="light"
        loading={pending}
        aria-label={`${patientId ? "Done" : "Accept"}: ${word}`}
        onClick={() => onAnswer("accept")}
      >
        {patientId ? "Done" : "Accept"}
      </Button>
      <Button
        size="compact-sm"
        variant="default"
        loading={pending}
        aria-label={`Keep what is on record: ${word}`}
        onClick={() => onAnswer("keep")}
      >
        Keep
      </Button>
    </Group>
  );
}

/** Loaded when somebody wants to see it: each look is in the audit trail. */
function CardPicture({
  patientId,
  pictureId,
  side,
}: {
  readonly patientId: string;
  readonly pictureId: string;
  readonly side: "front" | "back";
}) {
  const trpc = useTRPC();
  const [shown, setShown] = useState(false);
  const picture = useQuery({
    ...trpc.scheduling.kioskPicture.queryOptions({ patientId, pictureId }),
    enabled: shown,
  });
  return (
    <div style={{ marginTop: 6 }}>
      <Button size="compact-sm" variant="default" aria-expanded={shown} onClick={() => setShown(!shown)}>
        {shown ? "Hide" : "Show"} the card’s {side}
      </Button>
      {shown && picture.isError && (
        <Notice tone="warn">The picture could not be loaded. {errorText(picture.error)}</Notice>
      )}
      {shown && picture.data && (
        <img
          className="k-desk-card"
          src={`data:image/jpeg;base64,${picture.data.jpeg}`}
          alt={`The insurance card’s ${side}`}
        />
      )}
    </div>
  );
}
