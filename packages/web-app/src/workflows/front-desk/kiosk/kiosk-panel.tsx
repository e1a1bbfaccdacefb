import { Button, Group } from "@mantine/core";
import { describeError } from "@practicum/contracts/error";
import { timeIn, type Instant } from "@practicum/kernel/instant";
import { formatTime } from "@practicum/ui/format.ts";
import { Notice } from "@practicum/ui/states.tsx";
import type { UseQueryResult } from "@tanstack/react-query";
import { useState } from "react";
import { errorText } from "../../../api/domain-error.ts";
import { useCommand, type CommandOutput } from "../../../api/use-command.ts";
import { QrCode } from "../../../session/qr-code.tsx";
import { useSession } from "../../../session/session-context.ts";
import { StateChip } from "../../../states/state-chip.tsx";
import { KioskDifferences } from "./kiosk-differences.tsx";
import { stepWords } from "./kiosk-words.ts";
import type { VisitKiosk } from "./use-visit-kiosk.ts";

type HandOver = CommandOutput<"scheduling", "handOverTablet">;

interface Props {
  readonly appointmentId: string;
  readonly kiosk: UseQueryResult<VisitKiosk, unknown>;
  /** Whether the visit is one of today that the patient may still fill in for. */
  readonly open: boolean;
}

/** Hands the tablet over, says how far the patient is, and shows what the patient says is otherwise. */
export function KioskPanel({ appointmentId, kiosk, open }: Props) {
  const session = useSession();
  const [made, setMade] = useState<HandOver | null>(null);
  if (kiosk.isError) return <Notice tone="warn">The tablet could not be looked at. {errorText(kiosk.error)}</Notice>;
  if (!kiosk.data) return null;
  const { handover, forClinicians } = kiosk.data;
  // A tablet is a browser of its own: practising alone there is none.
  const mayHandOver = open && session.mode === "clinic";
  if (!handover && !mayHandOver) return null;
  const shown = made !== null && made.handoverId === handover?.handoverId;
  return (
    <section className="w-panel" aria-label="Tablet">
      <Hand appointmentId={appointmentId} handover={handover} mayHandOver={mayHandOver} onMade={setMade} />
      {shown && handover?.state === "waiting" && <Code made={made} />}
      {handover && <Said handover={handover} shown={shown} />}
      {!handover && (
        <div style={{ fontSize: 13 }}>
          The patient confirms address, insurance and history and signs on a tablet; what is otherwise comes here.
        </div>
      )}
      {forClinicians && (
        <div style={{ fontSize: 13 }}>What the patient says of medications and allergies is with the clinicians.</div>
      )}
      <KioskDifferences kiosk={kiosk.data} />
    </section>
  );
}

interface HandProps {
  readonly appointmentId: string;
  readonly handover: VisitKiosk["handover"];
  readonly mayHandOver: boolean;
  readonly onMade: (made: HandOver | null) => void;
}

/** The state, and the buttons that hand the tablet over and take it back. */
function Hand({ appointmentId, handover, mayHandOver, onMade }: HandProps) {
  const make = useCommand("scheduling", "handOverTablet");
  const end = useCommand("scheduling", "endHandover");
  const state = handover?.state ?? null;
  const busy = state === "waiting" || state === "in-progress" || state === "unheard";
  const error = make.error ?? end.error;
  const handOver = async () => {
    const result = await make.run({ appointmentId });
    onMade(result.ok ? result.value : null);
  };
  return (
    <>
      <header>
        <strong>Tablet</strong>
        <Group gap={6}>
          {state !== null && <StateChip kind="kiosk" state={state} />}
          {handover && busy && (
            <Button
              size="compact-sm"
              variant="default"
              loading={end.pending}
              onClick={() => void end.run({ handoverId: handover.handoverId })}
            >
              End hand-over
            </Button>
          )}
          {mayHandOver && (
            <Button
              size="compact-sm"
              variant={handover ? "default" : "light"}
              loading={make.pending}

              onClick={() => void handOver()}
            >
              {handover ? "New code" : "Hand over the tablet"}
            </Button>
          )}
        </Group>
      </header>
      {error && (
        <Notice tone="danger" role="alert">
          {describeError(error)}
        </Notice>
      )}
    </>
  );
}

function Code({ made }: { readonly made: HandOver }) {
  const { timeZone } = useSession();
  const address = `${location.origin}/kiosk#${made.practice}/${made.code}`;
  return (
    <Group gap="md" align="center" wrap="wrap" mb={6}>
      <QrCode text={address} label="QR code that opens check-in on the tablet" />
      <div>
        <output className="k-desk-code" aria-label="Code for the tablet">
          {made.code}
        </output>
        <div style={{ fontSize: 13 }}>
          At {location.host}/kiosk, until {formatTime(timeIn(made.until, timeZone))}. It opens once, with the birth
          date.
        </div>
      </div>
    </Group>
  );
}

function Said({
  handover,
  shown,
}: {
  readonly handover: NonNullable<VisitKiosk["handover"]>;
  readonly shown: boolean;
}) {
  const { timeZone } = useSession();
  const time = (at: Instant | null) => (at === null ? "" : formatTime(timeIn(at, timeZone)));
  const where = handover.step === null ? "" : ` at “${stepWords[handover.step]}”`;
  const sentences = {
    waiting: shown ? "" : `A code was made at ${time(handover.madeAt)} by ${handover.madeBy}. It is not shown again.`,
    expired: "The code was not used in time. Make a new one.",
    "in-progress": `The patient is${where}.`,
    unheard: `Nothing was heard since ${time(handover.heardAt)}${where}: the tablet may have no network, or lie about. What is filled in comes when there is one.`,
    done: `Sent at ${time(handover.sentAt)}.`,
    ended: handover.endedBecause ?? "It was not finished.",
  };
  const text = sentences[handover.state];
  return text === "" ? null : (
    <div style={{ fontSize: 13 }} role="status">
      {text}
    </div>
  );
}
