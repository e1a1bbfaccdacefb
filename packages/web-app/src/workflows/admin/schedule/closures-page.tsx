import { Button } from "@mantine/core";
import { describeError } from "@practicum/contracts/error";
import type { ListedClosure } from "@practicum/contracts/scheduling/hours";
import { formatDate, minutesOf } from "@practicum/kernel/local-date";
import { formatMinutes } from "@practicum/ui/format.ts";
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
import { ClosureForm } from "./closure-form.tsx";
import { Holidays } from "./holidays.tsx";

/** Days and hours without patients: holidays, vacations, meetings. */
export function ClosuresPage() {
  const trpc = useTRPC();
  const session = useSession();
  const { today } = session;
  const dock = useDock();
  const closures = useQuery(trpc.scheduling.listClosures.queryOptions({ from: today }));
  const resources = useQuery(trpc.scheduling.listResources.queryOptions({}));
  const sites = useQuery(trpc.identity.listLocations.queryOptions({}));
  const remove = useCommand("scheduling", "removeClosure");
  const add = useCommand("scheduling", "addClosure");
  const whose = ({ resourceId, locationId }: ListedClosure) =>
    resources.data?.find((one) => one.resourceId === resourceId)?.name ??
    sites.data?.find((one) => one.locationId === locationId)?.name ??
    "The whole practice";
  const takeBack = async (listed: ListedClosure) => {
    const { closureId, locationId, resourceId, date, until, start, end, reason } = listed;
    const closure = { closureId, locationId, resourceId, date, until, start, end, reason };
    const result = await remove.run({ closureId });
    if (!result.ok) sayError(describeError(result.error));
    else
      offerUndo(`${reason} is removed.`, () => {
        void add.run(closure).then((undone) => {
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
            <EmptyState title="No closure ahead">Add holidays and vacations, so that nobody is booked then.</EmptyState>
          )}
          {closures.data?.map((one) => (
            <div key={one.closureId} className="a-line">
              <b>{daysOf(one)}</b>
              <span>
                {one.reason} · {whose(one)}
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

function daysOf({ date, until, start, end }: ListedClosure): string {
  const days = date === until ? formatDate(date) : `${formatDate(date)} – ${formatDate(until)}`;
  return start && end ? `${days}, ${formatMinutes(minutesOf(start))}–${formatMinutes(minutesOf(end))}` : days;
}
