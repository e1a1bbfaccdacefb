import { Button } from "@mantine/core";
import { describeError } from "@practicum/contracts/error";
import type { ListedClosure } from "@practicum/contracts/scheduling/hours";
import { formatDate, minutesOf } from "@practicum/kernel/local-date";
import { formatCount, formatMinutes } from "@practicum/ui/format.ts";
import { EmptyState, ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import { useSession } from "../../../session/session-context.ts";
import { useDock } from "../../../shell/dock/dock-context.ts";
import { Page } from "../../../shell/page.tsx";
import { offerUndo, sayError } from "../../../shell/undo.tsx";
import { AdminTabs } from "../admin-tabs.tsx";
import { newId } from "../../../api/command-id.ts";
import { ClosureForm } from "./closure-form.tsx";
import { Holidays } from "./holidays.tsx";
import { weekdays } from "./week-form.tsx";

/** Days and hours without patients: holidays, vacations, meetings. */
export function ClosuresPage() {
  const trpc = useTRPC();
  const session = useSession();
  const { today } = session;
  const dock = useDock();
  const closures = useQuery(trpc.scheduling.listClosures.queryOptions({ from: today }));
  const resources = useQuery(trpc.scheduling.listResources.queryOptions({}));
  const sites = useQuery(trpc.identity.listLocations.queryOptions({}));
  const kinds = useQuery(trpc.scheduling.listVisitTypes.queryOptions({}));
  const kindNames = new Map((kinds.data ?? []).map((one) => [one.visitTypeId as string, one.name]));
  const remove = useCommand("scheduling", "removeClosure");
  const add = useCommand("scheduling", "addClosure");
  const whose = ({ resourceId, locationId }: ListedClosure) =>
    resources.data?.find((one) => one.resourceId === resourceId)?.name ??
    sites.data?.find((one) => one.locationId === locationId)?.name ??
    "The whole practice";
  const takeBack = async (listed: ListedClosure) => {
    const { bookedVisits: _bookedVisits, closureId, ...closure } = listed;
    // What has begun ends yesterday: its way back is one of its own, from today.
    const begun = closure.date < today;
    const again = begun ? { ...closure, closureId: newId<"closure">(), date: today } : { ...closure, closureId };
    const result = await remove.run({ closureId });
    if (!result.ok) sayError(describeError(result.error));
    else
      offerUndo(`${closure.reason} ${begun ? "ends" : "is removed"}.`, () => {
        void add.run(again).then((undone) => {
          if (!undone.ok) sayError(describeError(undone.error));
          void closures.refetch();
        });
      });
    void closures.refetch();
  };
  return (
    <Page title="Closures and holidays">
      <AdminTabs />
      {closures.isError && (
        <ErrorState what="The closures" message={errorText(closures.error)} onRetry={() => void closures.refetch()} />
      )}
      {closures.isPending && <LoadingState />}
      <div className="a-hours">
        <section className="w-panel" aria-label="Coming closures">
          <header>
            <h2>Coming</h2>
          </header>
          {closures.data?.length === 0 && (
            <EmptyState title="No closure ahead">
              Add holidays and vacations, so that nobody is booked then; keep times for urgent visits.
            </EmptyState>
          )}
          {closures.data?.map((one) => (
            <div key={one.closureId} className="a-line" data-stacked>
              <span>
                <b>{one.reason}</b> · {whose(one)}
                <br />
                {daysOf(one)}
                {one.keptFor.length > 0 && (
                  <>
                    <br />
                    <span className="a-dim">{keptWords(one, kindNames)}</span>
                  </>
                )}
                {one.bookedVisits > 0 && (
                  <>
                    <br />
                    <Link to="/desk" search={{ date: one.date }} className="p-anchor">
                      {one.bookedVisits} {one.bookedVisits === 1 ? "visit is" : "visits are"} still booked then
                    </Link>
                    {session.can("appointment.book") && (
                      <>
                        {" "}
                        <Button
                          size="compact-xs"
                          variant="default"
                          aria-label={`Move the visits of ${one.reason}, ${daysOf(one)}`}
                          onClick={() => dock.open("to-move", one.closureId)}
                        >
                          Move them
                        </Button>
                      </>
                    )}
                  </>
                )}
              </span>
              <Button
                size="compact-xs"
                variant="default"
                aria-label={`Remove ${one.reason}, ${daysOf(one)}`}
                onClick={() => void takeBack(one)}
              >
                Remove
              </Button>
            </div>
          ))}
        </section>
        <div className="a-stack">
          <ClosureForm onSaved={() => void closures.refetch()} />
          <Holidays closures={closures.data ?? []} onSaved={() => void closures.refetch()} />
        </div>
      </div>
    </Page>
  );
}

/** "Kept for Acute visit; everybody's 24 hours before" */
function keptWords({ keptFor, releasedHours }: ListedClosure, names: ReadonlyMap<string, string>): string {
  const kinds = keptFor.map((one) => names.get(one) ?? "a kind of visit that is gone").join(", ");
  if (releasedHours === null) return `Kept for ${kinds}`;
  const before = releasedHours === 0 ? "when it begins" : `${beforeWords(releasedHours)} before`;
  return `Kept for ${kinds}; everybody’s ${before}`;
}

function beforeWords(hours: number): string {
  return hours % DAY_HOURS === 0 ? formatCount(hours / DAY_HOURS, "day") : formatCount(hours, "hour");
}

const DAY_HOURS = 24;

function daysOf({ date, until, start, end, weekdays: on }: ListedClosure): string {
  const span = date === until ? formatDate(date) : `${formatDate(date)} – ${formatDate(until)}`;
  const names = weekdays.filter((one) => on?.includes(one.weekday)).map((one) => one.name.slice(0, 3));
  const days = names.length === 0 ? span : `${names.join(", ")}, ${span}`;
  return start && end ? `${days}, ${formatMinutes(minutesOf(start))}–${formatMinutes(minutesOf(end))}` : days;
}
