import { Button } from "@mantine/core";
import { describeError } from "@practicum/contracts/error";
import type { downtimeOperations } from "@practicum/contracts/scheduling/downtime";
import { sheetLabel } from "@practicum/downtime/kit";
import { dateIn, timeIn } from "@practicum/kernel/instant";
import { formatDate } from "@practicum/kernel/local-date";
import { formatCount, formatTime } from "@practicum/ui/format.ts";
import { EmptyState, ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { useState } from "react";
import type { z } from "zod";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC, useTRPCClient } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import { useEndless } from "../../../lists/use-endless.ts";
import { useSession } from "../../../session/session-context.ts";
import { Page } from "../../../shell/page.tsx";
import { offerUndo, sayError } from "../../../shell/undo.tsx";
import { AdminTabs } from "../admin-tabs.tsx";
import { MakeKit } from "./make-kit.tsx";
import { Sheets } from "./sheets.tsx";

type Kit = z.output<typeof downtimeOperations.listDowntimeKits.output>["kits"][number];

/** Before an outage the kit of a day; after it the sheets that were written on, until none is missing. */
export function DowntimePage() {
  const kits = useKits();
  const [chosen, setChosen] = useState<string | null>(null);
  const open = kits.items?.find(({ kitId }) => kitId === chosen) ?? kits.items?.find(({ usedAt }) => usedAt !== null);
  return (
    <Page title="Downtime">
      <AdminTabs />
      <p className="a-dim">
        A kit is one sealed file for a day without this server: schedule, telephones, allergies, medications, problems,
        and numbered sheets to write on. Its passphrase opens it in any browser. After an outage mark the kit as used,
        and enter its sheets here until none is missing.
      </p>
      <div className="a-downtime">
        <div className="a-stack">
          <MakeKit onMade={() => kits.refetch()} />
          <section className="w-panel" aria-label="Kits">
            <header>
              <h2>Kits</h2>
            </header>
            {kits.error && <ErrorState what="The kits" message={errorText(kits.error)} onRetry={kits.refetch} />}
            {kits.isPending && <LoadingState rows={3} />}
            {kits.items?.length === 0 && (
              <EmptyState title="No kit yet">
                Make one for tomorrow, and see that it opens without this server.
              </EmptyState>
            )}
            {kits.items?.map((kit) => (
              <KitLine
                key={kit.kitId}
                kit={kit}
                isOpen={kit.kitId === open?.kitId}
                onOpen={() => setChosen(kit.kitId)}
                onChanged={kits.refetch}
              />
            ))}
            {kits.more && (
              <Button size="compact-sm" variant="default" loading={kits.more.loading} onClick={kits.more.load}>
                Show more
              </Button>
            )}
          </section>
        </div>
        {open && open.usedAt !== null && <Sheets key={open.kitId} kit={open} />}
      </div>
    </Page>
  );
}

function useKits() {
  const trpc = useTRPC();
  const client = useTRPCClient();
  return useEndless({
    queryKey: trpc.scheduling.listDowntimeKits.queryKey({}),
    page: (before, signal) => client.scheduling.listDowntimeKits.query({ before }, { signal }),
    itemsOf: (page) => page.kits,
    keyOf: (kit) => kit.kitId,
  });
}

interface LineProps {
  readonly kit: Kit;
  readonly isOpen: boolean;
  readonly onOpen: () => void;
  readonly onChanged: () => void;
}

function KitLine({ kit, isOpen, onOpen, onChanged }: LineProps) {
  const { timeZone } = useSession();
  const use = useCommand("scheduling", "useDowntimeKit");
  const sheets = kit.lastNumber - kit.firstNumber + 1;
  const missing = sheets - kit.settled;
  const say = async (used: boolean) => {
    const result = await use.run({ kitId: kit.kitId, used });
    if (!result.ok) return sayError(describeError(result.error));
    if (used) onOpen();
    offerUndo(used ? "Marked as used: enter its sheets here." : "Not marked as used any more.", () => {
      void use.run({ kitId: kit.kitId, used: !used }).then((undone) => {
        if (!undone.ok) sayError(describeError(undone.error));
        onChanged();
      });
    });
    onChanged();
  };
  const name = `Kit of ${formatDate(kit.date)}, ${sheetLabel(kit.firstNumber)} to ${sheetLabel(kit.lastNumber)}`;
  return (
    <div className="a-line" aria-current={isOpen || undefined}>
      <b>{formatDate(kit.date)}</b>
      <span>
        {sheetLabel(kit.firstNumber)} to {sheetLabel(kit.lastNumber)}
        <br />
        <span className="a-dim">
          Made {formatDate(dateIn(kit.madeAt, timeZone))} {formatTime(timeIn(kit.madeAt, timeZone))}, {kit.madeBy}
        </span>
        {kit.usedAt !== null && (
          <>
            <br />
            {missing === 0 ? "Every sheet is accounted for." : `${formatCount(missing, "sheet")} missing`}
          </>
        )}
      </span>
      {kit.usedAt === null ? (
        <Button size="compact-xs" variant="default" aria-label={`Mark as used: ${name}`} onClick={() => void say(true)}>
          Mark as used
        </Button>
      ) : (
        <Button size="compact-xs" variant="default" aria-label={`${name}: show its sheets`} onClick={onOpen}>
          Show its sheets
        </Button>
      )}
    </div>
  );
}
