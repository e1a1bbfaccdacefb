import { Button, PasswordInput, TextInput } from "@mantine/core";
import { describeError, type DomainError } from "@practicum/contracts/error";
import { KIT_PATIENTS_MAX } from "@practicum/contracts/charting/downtime";
import type { ExportedKit } from "@practicum/contracts/scheduling/downtime";
import { kitFront } from "@practicum/downtime/kit";
import { kitPage } from "@practicum/downtime/page";
import { kitKey, newNonce, PASSPHRASE_LENGTH_MIN, ROUNDS, sealPart } from "@practicum/downtime/seal";
import { addDays } from "@practicum/kernel/local-date";
import { DateInput } from "@practicum/ui/date-input.tsx";
import { Notice } from "@practicum/ui/states.tsx";
import { firstUnreadable } from "@practicum/ui/unreadable.ts";
import { useQuery } from "@tanstack/react-query";
import { useRef, useState, type FormEvent } from "react";
import { newId } from "../../../api/command-id.ts";
import { toDomainError } from "../../../api/domain-error.ts";
import { useTRPC, useTRPCClient } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import { useSession } from "../../../session/session-context.ts";
import { say } from "../../../shell/undo.tsx";

const chance = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes));

/** Makes the sealed file of a day. The passphrase never leaves this form: what it opens is sealed here, and by charting for its key. */
export function MakeKit({ onMade }: { readonly onMade: (kitId: string) => void }) {
  const { today } = useSession();
  const command = useCommand("scheduling", "exportDowntimeKit");
  const finish = useFinish();
  const frame = useRef<HTMLFormElement>(null);
  const [date, setDate] = useState<typeof today | null>(addDays(today, 1));
  const [blank, setBlank] = useState("10");
  const [passphrase, setPassphrase] = useState("");
  const [again, setAgain] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [working, setWorking] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const unread = firstUnreadable(frame.current);
    if (unread) return unread.focus();
    if (date === null) return setProblem("Enter the day.");
    if (!/^\d{1,3}$/.test(blank.trim())) return setProblem("Enter how many blank sheets: 0 to 200.");
    if (passphrase.length < PASSPHRASE_LENGTH_MIN)
      return setProblem(`Use a passphrase of ${PASSPHRASE_LENGTH_MIN} characters or more: four words are good.`);
    if (passphrase !== again) return setProblem("The two passphrases differ.");
    setProblem(null);
    setWorking(true);
    const kitId = newId<"downtime-kit">();
    const made = await command.run({ kitId, date, blankSheets: Number(blank) });
    const failed = made.ok ? await finish(made.value, passphrase) : made.error;
    setWorking(false);
    if (failed !== null) return setProblem(failed.fields?.[0]?.message ?? describeError(failed));
    setPassphrase("");
    setAgain("");
    say("The kit is in your downloads. Put it where it can be reached without this server, and open it once.");
    onMade(kitId);
  };
  return (
    <form
      ref={frame}
      className="w-panel a-form"
      noValidate
      aria-label="Make a kit"
      onSubmit={(event) => void submit(event)}
    >
      <header>
        <h2>Make a kit</h2>
      </header>
      {problem && (
        <Notice tone="danger" role="alert">
          {problem}
        </Notice>
      )}
      <DateInput label="Day" required today={today} sense="future" value={date} onChange={setDate} />
      <TextInput
        label="Blank sheets"
        description="For patients who come without a visit."
        inputMode="numeric"
        autoComplete="off"
        value={blank}
        onChange={(event) => setBlank(event.currentTarget.value)}
      />
      <PasswordInput
        label="Passphrase"
        required
        description="It is kept nowhere. Tell it to those who would work from the kit."
        autoComplete="new-password"
        value={passphrase}
        onChange={(event) => setPassphrase(event.currentTarget.value)}
      />
      <PasswordInput
        label="Passphrase again"
        required
        autoComplete="new-password"
        value={again}
        onChange={(event) => setAgain(event.currentTarget.value)}
      />
      <Button type="submit" data-guide="downtime.make" loading={working}>
        Make the kit
      </Button>
    </form>
  );
}

/** What scheduling gave becomes a file; @returns what went wrong. */
function useFinish(): (exported: ExportedKit, passphrase: string) => Promise<DomainError | null> {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const { practice } = useSession();
  const staff = useQuery(trpc.scheduling.listResources.queryOptions({}));
  const locations = useQuery(trpc.identity.listLocations.queryOptions({}));
  return async (exported, passphrase) => {
    try {
      const key = await kitKey(passphrase, chance);
      const nonce = newNonce(chance);
      // limit: whom it has no room for stands in the kit as not in it.
      const patientIds = [...new Set(exported.visits.map((visit) => visit.patientId))].slice(0, KIT_PATIENTS_MAX);
      const charts =
        patientIds.length === 0
          ? await sealPart([], key, nonce)
          : { nonce, ...(await client.charting.exportDowntimeCharts.query({ patientIds, key: key.key, nonce })) };
      const names = {
        practice,
        providers: new Map(staff.data?.map(({ resourceId, name }) => [String(resourceId), name])),
        sites: new Map(locations.data?.map(({ locationId, name }) => [String(locationId), name])),
      };
      const front = await sealPart(kitFront(exported, names), key, newNonce(chance));
      const page = await kitPage({ rounds: ROUNDS, salt: key.salt, front, charts });
      saveFile(`downtime-${exported.date}.html`, new Blob([page], { type: "text/html" }));
      return null;
    } catch (failure) {
      return toDomainError(failure);
    }
  };
}

/** Gives the file to the browser to keep: nothing of it stands in an address. */
function saveFile(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
