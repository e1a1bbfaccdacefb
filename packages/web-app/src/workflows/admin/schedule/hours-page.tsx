import { Button } from "@mantine/core";
import { describeError, type DomainError } from "@practicum/contracts/error";
import type { Resource } from "@practicum/contracts/scheduling/resources";
import { formatDate, type LocalDate } from "@practicum/kernel/local-date";
import type { Result } from "@practicum/kernel/result";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { EmptyState, ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import { useSession } from "../../../session/session-context.ts";
import { useDock } from "../../../shell/dock/dock-context.ts";
import { Page } from "../../../shell/page.tsx";
import { say, sayError } from "../../../shell/undo.tsx";
import { AdminTabs } from "../admin-tabs.tsx";
import { ExceptionForm } from "./exception-form.tsx";
import { formatHours } from "./hours-text.ts";
import { weekdays, WeekForm } from "./week-form.tsx";

/** When each column of the schedule is open: by week, and on days of their own. */
export function HoursPage() {
  const trpc = useTRPC();
  const dock = useDock();
  const [chosen, setChosen] = useState<string | null>(null);
  const resources = useQuery(trpc.scheduling.listResources.queryOptions({}));
  const sites = useQuery(trpc.identity.listLocations.queryOptions({}));
  const columns = resources.data?.filter((one) => one.kind === "provider" && one.active) ?? [];
  const column = columns.find((one) => one.resourceId === chosen) ?? columns[0];
  const siteOf = (one: Resource) => sites.data?.find((site) => site.locationId === one.locationId)?.name ?? "";
  return (
    <Page
      title="Hours"
      actions={
        <Button size="xs" onClick={() => dock.open("resource")}>
          Add a provider, room or equipment
        </Button>
      }
    >
      <AdminTabs />
      {resources.isError && (
        <ErrorState what="The columns" message={errorText(resources.error)} onRetry={() => void resources.refetch()} />
      )}
      {resources.isPending && <LoadingState />}
      {resources.data && columns.length === 0 && (
        <EmptyState title="No provider can be booked yet">Add a provider to the schedule first.</EmptyState>
      )}
      {column && (
        <>
          <ChoiceList
            label="Whose hours"
            maw={420}
            data={columns.map((one) => ({ value: one.resourceId as string, label: `${one.name} · ${siteOf(one)}` }))}
            value={column.resourceId}
            onChange={setChosen}
          />
          <ColumnHours key={column.resourceId} resourceId={column.resourceId} />
        </>
      )}
    </Page>
  );
}

function ColumnHours({ resourceId }: { readonly resourceId: string }) {
  const trpc = useTRPC();
  const { today } = useSession();
  const query = useQuery(trpc.scheduling.resourceHours.queryOptions({ resourceId }));
  const removeTemplate = useCommand("scheduling", "removeTemplate");
  const removeException = useCommand("scheduling", "removeHoursException");
  if (query.isError)
    return <ErrorState what="The hours" message={errorText(query.error)} onRetry={() => void query.refetch()} />;
  if (!query.data) return <LoadingState rows={6} />;
  const { templates, exceptions } = query.data;
  const remove = async (removing: Promise<Result<unknown, DomainError>>) => {
    const result = await removing;
    if (result.ok) say("Removed.");
    else sayError(describeError(result.error));
    void query.refetch();
  };
  const inForce = templates.find((one) => one.from <= today) ?? null;
  return (
    <div className="a-hours">
      <div className="a-stack">
        <section className="w-panel" aria-label="Weekly hours">
          <header>
            <h2>Weekly hours</h2>
          </header>
          {templates.length === 0 && <p>None yet: nobody can be booked here. Set the week on the right.</p>}
          {templates.map((one) => (
            <div key={one.from} className="a-template">
              <b>
                From {formatDate(one.from)}
                {one === inForce ? " (in force)" : ""}
              </b>
              {one.from > today && (
                <Button
                  size="compact-xs"
                  variant="default"
                  onClick={() => void remove(removeTemplate.run({ resourceId, from: one.from }))}
                >
                  Remove
                </Button>
              )}
              <dl className="w-facts">
                {weekdays.map(({ weekday, name }) => (
                  <WeekdayLine key={weekday} name={name} hours={one.hours.filter((each) => each.weekday === weekday)} />
                ))}
              </dl>
            </div>
          ))}
        </section>
        <section className="w-panel" aria-label="Days with other hours">
          <header>
            <h2>Days with other hours</h2>
          </header>
          {exceptions.length === 0 && <p>None.</p>}
          {exceptions.map((one) => (
            <ExceptionLine
              key={one.date}
              date={one.date}
              text={`${formatHours(one.hours) || "Off"} · ${one.reason}`}
              onRemove={() => void remove(removeException.run({ resourceId, date: one.date }))}
            />
          ))}
        </section>
      </div>
      <div className="a-stack">
        <WeekForm
          resourceId={resourceId}
          known={(inForce ?? templates.at(-1))?.hours ?? null}
          onSaved={() => void query.refetch()}
        />
        <ExceptionForm resourceId={resourceId} onSaved={() => void query.refetch()} />
      </div>
    </div>
  );
}

function WeekdayLine({ name, hours }: { readonly name: string; readonly hours: Parameters<typeof formatHours>[0] }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{formatHours(hours) || "Off"}</dd>
    </>
  );
}

function ExceptionLine(props: { readonly date: LocalDate; readonly text: string; readonly onRemove: () => void }) {
  return (
    <div className="a-line">
      <b>{formatDate(props.date)}</b>
      <span>{props.text}</span>
      <Button
        size="compact-xs"
        variant="default"
        aria-label={`Remove ${formatDate(props.date)}`}
        onClick={props.onRemove}
      >
        Remove
      </Button>
    </div>
  );
}
