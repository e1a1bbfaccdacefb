import { Button } from "@mantine/core";
import type { Resource, VisitType } from "@practicum/contracts/scheduling/resources";
import { EmptyState, ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { Worklist, type WorklistColumn } from "@practicum/ui/worklist.tsx";
import { useQuery } from "@tanstack/react-query";
import { StateChip } from "../../../states/state-chip.tsx";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { useDock } from "../../../shell/dock/dock-context.ts";
import { Page } from "../../../shell/page.tsx";
import { AdminTabs } from "../admin-tabs.tsx";
import { kindWords } from "./resource-words.ts";

function lengthOf({ minutes, providerMinutes }: VisitType): string {
  return providerMinutes.length === 0 ? `${minutes} min` : `${minutes} min, or own`;
}

function needsOf(type: VisitType, nameOf: (id: string) => string): string {
  const needs = [type.roomKind ?? "", type.equipmentResourceId === null ? "" : nameOf(type.equipmentResourceId)];
  return needs.filter((one) => one !== "").join(", ") || "—";
}

/** What can be booked: kinds of visit, and the providers, rooms and equipment that they take. */
export function ResourcesPage() {
  const trpc = useTRPC();
  const dock = useDock();
  const resources = useQuery(trpc.scheduling.listResources.queryOptions({}));
  const types = useQuery(trpc.scheduling.listVisitTypes.queryOptions({}));
  const sites = useQuery(trpc.identity.listLocations.queryOptions({}));
  const siteOf = (id: string) => sites.data?.find((site) => site.locationId === id)?.name ?? "";
  const nameOf = (id: string) => resources.data?.find((one) => one.resourceId === id)?.name ?? "";
  const failed = [resources, types].find((query) => query.isError);
  const typeColumns: WorklistColumn<VisitType>[] = [
    { id: "name", header: "Visit type", width: "minmax(160px, 2fr)", cell: (one) => <b>{one.name}</b> },
    { id: "minutes", header: "Length", width: "130px", cell: lengthOf },
    { id: "for", header: "For", width: "140px", cell: (one) => (one.newPatient ? "New patients" : "Everybody") },
    { id: "needs", header: "Needs", width: "minmax(120px, 1fr)", cell: (one) => needsOf(one, nameOf) },
    {
      id: "state",
      header: "State",
      width: "110px",
      cell: (one) => <StateChip kind="active" state={one.active ? "active" : "inactive"} />,
    },
  ];
  const resourceColumns: WorklistColumn<Resource>[] = [
    { id: "name", header: "Name", width: "minmax(160px, 2fr)", cell: (one) => <b>{one.name}</b> },
    { id: "kind", header: "Kind", width: "120px", cell: (one) => one.roomKind ?? kindWords[one.kind] },
    { id: "site", header: "Site", width: "minmax(120px, 1fr)", cell: (one) => siteOf(one.locationId) },
    {
      id: "state",
      header: "State",
      width: "110px",
      cell: (one) => <StateChip kind="active" state={one.active ? "active" : "inactive"} />,
    },
  ];
  return (
    <Page
      title="Visit types and resources"
      actions={
        <>
          <Button size="xs" variant="default" onClick={() => dock.open("visit-type")}>
            Add a visit type
          </Button>
          <Button size="xs" onClick={() => dock.open("resource")}>
            Add a provider, room or equipment
          </Button>
        </>
      }
    >
      <AdminTabs />
      {failed && (
        <ErrorState
          what="The schedule's set-up"
          message={errorText(failed.error)}
          onRetry={() => void failed.refetch()}
        />
      )}
      {(resources.isPending || types.isPending) && <LoadingState />}
      {types.data?.length === 0 && (
        <EmptyState title="No visit type yet">Nothing can be booked without one.</EmptyState>
      )}
      {types.data && types.data.length > 0 && (
        <Worklist
          label="Visit types"
          items={types.data}
          columns={typeColumns}
          keyOf={(one) => one.visitTypeId}
          onOpen={(one) => dock.open("visit-type", one.visitTypeId)}
        />
      )}
      <h2 className="a-heading" style={{ marginTop: 16 }}>
        Providers, rooms and equipment
      </h2>
      {resources.data && (
        <Worklist
          label="Providers, rooms and equipment"
          items={resources.data}
          columns={resourceColumns}
          keyOf={(one) => one.resourceId}
          onOpen={(one) => dock.open("resource", one.resourceId)}
        />
      )}
    </Page>
  );
}
