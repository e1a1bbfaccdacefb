import { Button } from "@mantine/core";
import { describeError } from "@practicum/contracts/error";
import type { sentLink } from "@practicum/contracts/messaging/booking-links";
import { dateIn, timeIn, type Instant } from "@practicum/kernel/instant";
import { formatDate } from "@practicum/kernel/local-date";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { formatTime } from "@practicum/ui/format.ts";
import { ErrorState, Notice } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import type { z } from "zod";
import { newId } from "../api/command-id.ts";
import { errorText } from "../api/domain-error.ts";
import { useTRPC } from "../api/trpc.ts";
import { useCommand } from "../api/use-command.ts";
import { useSession } from "../session/session-context.ts";
import { say } from "../shell/undo.tsx";

type SentLink = z.output<typeof sentLink>;

interface Props {
  readonly patientId: string;
  /** Null: whoever sends it chooses. */
  readonly visitType: { readonly visitTypeId: string; readonly name: string } | null;
  /** For whom it is sent: a recall, or a person of a campaign. */
  readonly source: { readonly kind: "recall" | "member"; readonly id: string } | null;
}

/** Sends a patient a link to book by, and shows what became of those that were sent. */
export function BookingLinks({ patientId, visitType, source }: Props) {
  const trpc = useTRPC();
  const session = useSession();
  const links = useQuery(trpc.messaging.bookingLinks.queryOptions({ patientId }));
  if (!session.can("appointment.book")) return null;
  return (
    <section aria-label="Booking links" className="p-form">
      <Send patientId={patientId} visitType={visitType} source={source} />
      {links.isError && (
        <ErrorState what="The booking links" message={errorText(links.error)} onRetry={() => void links.refetch()} />
      )}
      {links.data && links.data.length > 0 && (
        <ul style={{ margin: 0, paddingLeft: 18 }}>
          {links.data.map((link) => (
            <Sent key={link.linkId} link={link} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Send({ patientId, visitType, source }: Props) {
  const trpc = useTRPC();
  const moment = useMoment();
  const send = useCommand("messaging", "sendBookingLink");
  const types = useQuery({ ...trpc.scheduling.listVisitTypes.queryOptions({}), enabled: visitType === null });
  const [chosen, setChosen] = useState<string | null>(null);
  // One intent is one link: pressed again after a lost answer it is the same one.
  const linkId = useRef(newId());
  const found = types.data?.find((one) => one.visitTypeId === chosen);
  const type = visitType ?? (found && { visitTypeId: found.visitTypeId, name: found.name });
  const by = async (channel: "sms" | "email") => {
    if (!type) return;
    const { visitTypeId, name: visitTypeName } = type;
    const input = { linkId: linkId.current, patientId, visitTypeId, visitTypeName, channel, for: source };
    const sent = await send.run(input);
    if (!sent.ok) return;
    linkId.current = newId();
    const { notBefore } = sent.value;
    say(notBefore === null ? "The booking link is on its way." : `The booking link goes out ${moment(notBefore)}.`);
  };
  return (
    <>
      {visitType === null && (
        <ChoiceList
          label="Visit to book by link"
          size="sm"
          data={
            types.data?.filter((one) => one.active).map((one) => ({ value: one.visitTypeId, label: one.name })) ?? []
          }
          value={chosen}
          onChange={setChosen}
        />
      )}
      {send.error && (
        <Notice tone="danger" role="alert">
          {send.error.fields?.[0]?.message ?? describeError(send.error)}
        </Notice>
      )}
      <div style={{ display: "flex", flexWrap: "wrap", gap: 8 }}>
        <Button size="sm" variant="default" disabled={!type || send.pending} onClick={() => void by("sms")}>
          Text a booking link
        </Button>
        <Button size="sm" variant="default" disabled={!type || send.pending} onClick={() => void by("email")}>
          E-mail a booking link
        </Button>
      </div>
    </>
  );
}

const stateWords: { readonly [S in SentLink["state"]]: string } = {
  made: "not opened",
  opened: "opened",
  booked: "booked by the patient",
  cancelled: "booked, and cancelled by the patient",
  locked: "ended: the birth date was wrong three times",
  withdrawn: "withdrawn",
};

const OPEN: ReadonlySet<SentLink["state"]> = new Set(["made", "opened", "booked"]);

function Sent({ link }: { readonly link: SentLink }) {
  const session = useSession();
  const moment = useMoment();
  const withdraw = useCommand("messaging", "withdrawBookingLink");
  const { linkId, patientId } = link;
  const isUsable = OPEN.has(link.state) && (link.state === "booked" || link.until > session.now());
  const back = async () => {
    if ((await withdraw.run({ patientId, linkId })).ok) say("The link opens nothing any more.");
  };
  return (
    <li>
      {link.visitTypeName}, by {link.channel === "sms" ? "text message" : "e-mail"}: {sendingWords(link, moment)};{" "}
      {link.sending === "failed" || link.sending === "dropped" ? "nobody got it" : stateWords[link.state]}
      {link.state === "booked" && link.visitAt !== null && ` (${moment(link.visitAt)})`}
      {!isUsable && OPEN.has(link.state) && ", expired"}
      {link.problem !== null && link.sending !== "sent" && `. ${link.problem}`}
      {isUsable && (
        <Button size="compact-sm" variant="subtle" disabled={withdraw.pending} onClick={() => void back()}>
          Withdraw the link
        </Button>
      )}
    </li>
  );
}

function sendingWords({ sending, sentAt, notBefore, madeBy }: SentLink, moment: (at: Instant) => string): string {
  if (sending === "sent" && sentAt !== null) return `sent ${moment(sentAt)} for ${madeBy}`;
  return sending === "due" ? `goes out ${moment(notBefore)}` : "not sent";
}

function useMoment(): (at: Instant) => string {
  const { timeZone } = useSession();
  return (at) => `${formatDate(dateIn(at, timeZone))} ${formatTime(timeIn(at, timeZone))}`;
}
