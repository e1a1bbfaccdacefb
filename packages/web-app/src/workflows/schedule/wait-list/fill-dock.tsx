import { Button, Checkbox, Group, Stack } from "@mantine/core";
import { describeError } from "@practicum/contracts/error";
import type { waitListOperations } from "@practicum/contracts/scheduling/wait-list";
import { timeIn } from "@practicum/kernel/instant";
import { formatDate } from "@practicum/kernel/local-date";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { formatCount, formatName, formatPhone, formatTime } from "@practicum/ui/format.ts";
import { ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { z } from "zod";
import { newId } from "../../../api/command-id.ts";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import type { DockContentProps } from "../../../app/workflow.ts";
import { useSession } from "../../../session/session-context.ts";
import { say } from "../../../shell/undo.tsx";
import { StateChip } from "../../../states/state-chip.tsx";
import { placeWords, readPlace, type SlotOffer, type SlotPlace } from "./wait-words.ts";
import "../schedule.css";

type Found = z.output<typeof waitListOperations.fillSlot.output>;
type Candidate = Found["fitting"][number];

/** Who gets the time without a choice of one's own: the first of the list. */
const USUALLY_ASKED = 3;
const answerTimes = [
  { value: "15", label: "15 minutes" },
  { value: "30", label: "30 minutes" },
  { value: "60", label: "1 hour" },
  { value: "240", label: "4 hours" },
];

/** A free time: who of the wait list fits it, to whom it is offered, and who confirmed. */
export function FillDock({ at }: DockContentProps) {
  const place = readPlace(at);
  if (!place) return <Notice tone="danger">This address names no time. Close it and choose the time again.</Notice>;
  return <Fill key={at} place={place} />;
}

function Fill({ place }: { readonly place: SlotPlace }) {
  const trpc = useTRPC();
  const query = useQuery(trpc.scheduling.fillSlot.queryOptions(place));
  if (query.isError)
    return <ErrorState what="The wait list" message={errorText(query.error)} onRetry={() => void query.refetch()} />;
  const found = query.data;
  if (!found) return <LoadingState rows={6} />;
  const asked = new Set(found.offers.filter((one) => one.state === "open").map((one) => one.entryId as string));
  return (
    <Stack gap="md">
      <p style={{ margin: 0 }}>
        <b>{placeWords(place)}</b>, {place.minutes} min, {found.providerName}
      </p>
      {!found.free && (
        <Notice tone="info">This time is taken, or has passed. Nobody can be offered it any more.</Notice>
      )}
      <Offers offers={found.offers} />
      {found.free && <Choose place={place} fitting={found.fitting.filter((one) => !asked.has(one.entry.entryId))} />}
      <Others others={found.others} />
    </Stack>
  );
}

function Choose({ place, fitting }: { readonly place: SlotPlace; readonly fitting: readonly Candidate[] }) {
  const session = useSession();
  const offer = useCommand("scheduling", "offerSlot");
  const accept = useCommand("scheduling", "acceptOffer");
  // limit: the first ones are chosen already; whoever else is listed can be chosen too.
  const first = fitting.slice(0, USUALLY_ASKED).map((one) => one.entry.entryId as string);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(() => new Set(first));
  const [minutes, setMinutes] = useState("30");
  if (fitting.length === 0) return <p className="s-dim">Nobody else on the wait list fits this time. Below is why.</p>;
  const picked = fitting.filter((one) => chosen.has(one.entry.entryId));
  const toggle = (entryId: string) =>
    setChosen((old) => {
      const next = new Set(old);
      if (!next.delete(entryId)) next.add(entryId);
      return next;
    });
  const send = async () => {
    const offers = picked.map((one) => ({ entryId: one.entry.entryId, offerId: newId<"slot-offer">() }));
    const reply = await offer.run({ ...place, minutesToAnswer: Number(minutes), offers });
    if (reply.ok) say(`Offered to ${formatCount(reply.value.offered, "patient")}. Who confirms first has it.`);
  };
  /** Who is on the telephone: offered and confirmed in one. */
  const bookNow = async ({ entry }: Candidate) => {
    const offerId = newId<"slot-offer">();
    const offers = [{ entryId: entry.entryId, offerId }];
    if (!(await offer.run({ ...place, minutesToAnswer: 5, offers })).ok) return;
    const reply = await accept.run({ offerId, appointmentId: newId<"appointment">() });
    if (reply.ok) say(`${formatName(entry.patientName)} is booked for ${placeWords(place)}.`);
  };
  const error = accept.error ?? offer.error;
  return (
    <section aria-label="Who fits">
      <h3 className="s-wait-title">Who fits</h3>
      {error && (
        <Notice tone="danger" role="alert">
          {error.fields?.[0]?.message ?? describeError(error)}
        </Notice>
      )}
      <ul className="s-wait">
        {fitting.map((one) => (
          <li key={one.entry.entryId} className="w-panel">
            <Checkbox
              size="sm"
              checked={chosen.has(one.entry.entryId)}
              onChange={() => toggle(one.entry.entryId)}
              label={<b>{formatName(one.entry.patientName)}</b>}
            />
            <p className="s-wait-wish">{one.because.join(" · ")}</p>
            <Group justify="space-between" gap="xs">
              <span className="s-dim">
                {formatDate(one.entry.birthDate)}
                {one.entry.phone ? ` · ${formatPhone(one.entry.phone)}` : " · no phone"}
                {one.entry.note && ` · ${one.entry.note}`}
              </span>
              {session.can("appointment.book") && (
                <Button
                  size="compact-xs"
                  variant="default"
                  disabled={offer.pending || accept.pending}
                  aria-label={`Book now: ${formatName(one.entry.patientName)}`}
                  onClick={() => void bookNow(one)}
                >
                  Book now
                </Button>
              )}
            </Group>
          </li>
        ))}
      </ul>
      {session.can("appointment.book") && (
        <Group gap="xs" align="flex-end" mt="xs">
          <ChoiceList
            size="xs"
            w={150}
            label="To be answered in"
            data={answerTimes}
            value={minutes}
            onChange={(value) => value && setMinutes(value)}
          />
          <Button size="sm" disabled={picked.length === 0} loading={offer.pending} onClick={() => void send()}>
            Offer to {formatCount(picked.length, "patient")}
          </Button>
        </Group>
      )}
    </section>
  );
}

function Offers({ offers }: { readonly offers: readonly SlotOffer[] }) {
  if (offers.length === 0) return null;
  return (
    <section aria-label="Offers">
      <h3 className="s-wait-title">Offers</h3>
      <ul className="s-wait">
        {offers.map((one) => (
          <Offer key={one.offerId} offer={one} />
        ))}
      </ul>
    </section>
  );
}

function Offer({ offer }: { readonly offer: SlotOffer }) {
  const session = useSession();
  const accept = useCommand("scheduling", "acceptOffer");
  const decline = useCommand("scheduling", "declineOffer");
  const withdraw = useCommand("scheduling", "withdrawOffer");
  const [appointmentId] = useState(() => newId<"appointment">());
  const name = formatName(offer.patientName);
  const confirm = async () => {
    const reply = await accept.run({ offerId: offer.offerId, appointmentId });
    if (reply.ok) say(`${name} is booked for ${placeWords(offer)}. Everybody else's offer of it has ended.`);
  };
  const error = accept.error ?? decline.error ?? withdraw.error;
  const busy = accept.pending || decline.pending || withdraw.pending;
  return (
    <li className="w-panel">
      <Group justify="space-between" gap="xs" wrap="nowrap">
        <b>{name}</b>
        <StateChip kind="offer" state={offer.state} />
      </Group>
      <p className="s-dim">
        {offer.phone ? formatPhone(offer.phone) : "No phone"}
        {offer.state === "open" && ` · until ${formatTime(timeIn(offer.expiresAt, session.timeZone))}`}
        {offer.because && ` · ${offer.because}`}
      </p>
      {error && (
        <Notice tone="danger" role="alert">
          {describeError(error)}
        </Notice>
      )}
      {offer.state === "open" && session.can("appointment.book") && (
        <Group gap="xs">
          <Button size="compact-sm" loading={accept.pending} disabled={busy} onClick={() => void confirm()}>
            Confirmed
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            disabled={busy}
            onClick={() => void decline.run({ offerId: offer.offerId, because: "" })}
          >
            Declined
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            disabled={busy}
            onClick={() => void withdraw.run({ offerId: offer.offerId })}
          >
            Withdraw
          </Button>
        </Group>
      )}
    </li>
  );
}

function Others({ others }: { readonly others: Found["others"] }) {
  if (others.length === 0) return null;
  return (
    <details className="s-wait-others">
      <summary>Who does not fit ({others.length})</summary>
      <ul>
        {others.map((one) => (
          <li key={one.entry.entryId}>
            <b>{formatName(one.entry.patientName)}</b>: {one.because.join("; ")}
          </li>
        ))}
      </ul>
    </details>
  );
}
