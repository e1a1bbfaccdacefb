import { Button, TextInput } from "@mantine/core";
import { describeError } from "@practicum/contracts/error";
import type { AttemptOutcome } from "@practicum/contracts/messaging/rosters";
import { timeIn } from "@practicum/kernel/instant";
import { formatBirth, formatName, formatPhone, formatTime } from "@practicum/ui/format.ts";
import { useWindowKeys } from "@practicum/ui/keys.ts";
import { Notice } from "@practicum/ui/states.tsx";
import { Link } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { BookingLinks } from "../../patient/booking-links.tsx";
import { useSession } from "../../session/session-context.ts";
import { useDock } from "../../shell/dock/dock-context.ts";
import { useDraft } from "../../shell/dock/drafts.ts";
import { Alike } from "./alike.tsx";
import { AttemptHistory } from "./attempt-history.tsx";
import { CallbackForm, LanguageForm } from "./outcome-forms.tsx";
import { languageWord, outcomes, type Campaign, type Card } from "./outreach-words.ts";
import type { Caller } from "./use-caller.ts";
import { useRegisterMember } from "./use-register-member.ts";

interface Props {
  readonly card: Card;
  readonly caller: Caller;
  readonly hours: Campaign;
}

/** What is asked before an outcome is written down. */
type Asking = "callback" | "language" | "alike" | null;

/** One person to call: who, where, with which words, what was before, and what came of it by one key. */
export function CallCard({ card, caller, hours }: Props) {
  const session = useSession();
  const dock = useDock();
  const registering = useRegisterMember();
  const [asking, setAsking] = useState<Asking>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [note, setNote, clearNote] = useDraft(`call-note:${card.memberId}`, "");
  const [phone, setPhone] = useState(card.phones[0] ?? null);
  const busy = caller.busy || registering.pending;
  const frame = useRef<HTMLElement>(null);
  useEffect(() => frame.current?.focus(), []);

  const write = async (outcome: AttemptOutcome, more: { callbackAt?: string; language?: string } = {}) => {
    const done = await caller.record({ outcome, phone, note, ...more });
    if (!done) return false;
    clearNote();
    if (outcome !== "booked") await caller.next();
    return true;
  };
  /** Whoever is no patient yet is made one first, then the booking opens beside the page, with the person chosen. */
  const book = async (patientId: string | null, notDuplicateOf: readonly string[] = []) => {
    setProblem(null);
    let booked = patientId;
    if (booked === null) {
      const made = await registering.run(card, notDuplicateOf);
      if (!made.ok && made.error.code === "possible-duplicate") return setAsking("alike");
      if (!made.ok) return setProblem(made.error.fields?.[0]?.message ?? describeError(made.error));
      booked = made.value;
    }
    if (await write("booked")) dock.open("booking", booked);
  };
  const say = (outcome: AttemptOutcome) => {
    if (busy) return;
    if (outcome === "booked") void book(card.patientId);
    else if (outcome === "callback") setAsking("callback");
    else if (outcome === "language-needed") setAsking("language");
    else void write(outcome);
  };
  useWindowKeys({
    ...Object.fromEntries(outcomes.map((one) => [one.key, () => say(one.outcome)])),
    s: () => void caller.skip(),
  });
  const time = timeIn(session.now(), session.timeZone);
  const quiet = time < hours.callFrom || time >= hours.callUntil;
  return (
    <article
      ref={frame}
      tabIndex={-1}
      className="w-panel or-card or-stack"
      aria-label={`Call ${formatName(card.name)}`}
    >
      {quiet && (
        <Notice tone="warn">
          It is outside of the calling hours, {formatTime(hours.callFrom)} to {formatTime(hours.callUntil)}. Write down
          only who calls you.
        </Notice>
      )}
      <Person card={card} phone={phone} onPhone={setPhone} />
      {card.match === "unsure" && <Alike person={card} onDecided={() => caller.reload()} />}
      <p className="or-script" lang={card.script.language}>
        {card.script.text}
      </p>
      {problem && (
        <Notice tone="danger" role="alert">
          {problem}
        </Notice>
      )}
      {asking === "alike" && (
        <Alike
          person={card}
          onDecided={async (patientId, seen) => {
            setAsking(null);
            await book(patientId, seen);
          }}
        />
      )}
      {asking === "callback" && (
        <CallbackForm
          memberId={card.memberId}
          busy={busy}
          onCancel={() => setAsking(null)}
          onSay={(callbackAt) => write("callback", { callbackAt })}
        />
      )}
      {asking === "language" && (
        <LanguageForm
          busy={busy}
          onCancel={() => setAsking(null)}
          onSay={(language) => void write("language-needed", { language })}
        />
      )}
      <TextInput
        label="Note for the next caller"
        size="sm"
        maxLength={500}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <div className="or-outcomes" data-guide="outreach.outcome" role="group" aria-label="What came of the call">
        {outcomes.map((one) => (
          <Button
            key={one.outcome}
            variant={one.outcome === "booked" ? "filled" : "default"}
            justify="flex-start"
            disabled={busy}
            onClick={() => say(one.outcome)}
          >
            <kbd aria-hidden>{one.key}</kbd>
            {one.button}
          </Button>
        ))}
        <Button variant="subtle" justify="flex-start" disabled={busy} onClick={() => void caller.skip()}>
          <kbd aria-hidden>S</kbd>
          Release the card
        </Button>
      </div>
      <Before card={card} />
    </article>
  );
}

/** What was before this call: links that were sent, and attempts. */
function Before({ card: { patientId, memberId, history } }: { readonly card: Card }) {
  const source = { kind: "member", id: memberId } as const;
  return (
    <>
      {patientId !== null && <BookingLinks patientId={patientId} visitType={null} source={source} />}
      <AttemptHistory history={history} />
    </>
  );
}

function Person(props: {
  readonly card: Card;
  readonly phone: string | null;
  readonly onPhone: (phone: string) => void;
}) {
  const { card } = props;
  const session = useSession();
  return (
    <>
      <header>
        <h2>{formatName(card.name)}</h2>
        <p className="or-dim">
          {formatBirth(card.birthDate, card.sex, session.today)} · {languageWord(card.language)} · member{" "}
          {card.memberNumber}
          {card.plan && ` of ${card.plan}`}
        </p>
      </header>
      <dl className="or-facts">
        <dt>Telephone</dt>
        <dd>
          {card.phones.length === 0 && "No number"}
          {card.phones.map((phone) => (
            <div key={phone} className="or-phone">
              <a href={`tel:+1${phone}`} className="p-anchor" onClick={() => props.onPhone(phone)}>
                {formatPhone(phone)}
              </a>
              {card.phones.length > 1 && (
                <Button
                  size="compact-xs"
                  variant={phone === props.phone ? "filled" : "default"}
                  aria-pressed={phone === props.phone}
                  onClick={() => props.onPhone(phone)}
                >
                  Called
                </Button>
              )}
            </div>
          ))}
        </dd>
        <dt>Address</dt>
        <dd>
          {card.address
            ? `${card.address.line1}, ${card.address.city}, ${card.address.state} ${card.address.zip}`
            : "Not on the list"}
        </dd>
        <dt>Here</dt>
        <dd>
          {card.patientId ? (
            <Link to={`/p/${card.patientId}/summary`} className="p-anchor">
              A patient
            </Link>
          ) : card.match === "unsure" ? (
            "May be a patient: say who below"
          ) : (
            "No patient yet: “Reached: book” registers with what stands here"
          )}
        </dd>
      </dl>
    </>
  );
}
