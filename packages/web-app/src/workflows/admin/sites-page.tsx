import { Button } from "@mantine/core";
import type { Location } from "@practicum/contracts/identity/practice";
import { formatPhone } from "@practicum/ui/format.ts";
import { EmptyState, ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { Worklist, type WorklistColumn } from "@practicum/ui/worklist.tsx";
import { useQuery } from "@tanstack/react-query";
import { StateChip } from "../../states/state-chip.tsx";
import { errorText } from "../../api/domain-error.ts";
import { useTRPC } from "../../api/trpc.ts";
import { useDock } from "../../shell/dock/dock-context.ts";
import { Page } from "../../shell/page.tsx";
import { AdminTabs } from "./admin-tabs.tsx";

const columns: WorklistColumn<Location>[] = [
  { id: "name", header: "Name", width: "minmax(160px, 1fr)", cell: (site) => <b>{site.name}</b> },
  {
    id: "address",
    header: "Address",
    width: "minmax(220px, 2fr)",
    cell: ({ address }) => `${address.line1}, ${address.city}, ${address.state} ${address.zip.slice(0, 5)}`,
  },
  { id: "phone", header: "Phone", width: "140px", below: true, cell: (site) => formatPhone(site.phone) },
  {
    id: "pos",
    header: "Place of service",
    width: "130px",
    below: true,
    cell: (site) => (site.placeOfService === "11" ? "11 Office" : site.placeOfService),
  },
  {
    id: "state",
    header: "State",
    width: "90px",
    cell: (site) => <StateChip kind="active" state={site.active ? "active" : "inactive"} />,
  },
];

/** The practice's sites. */
export function SitesPage() {
  const trpc = useTRPC();
  const dock = useDock();
  const sites = useQuery(trpc.identity.listLocations.queryOptions({}));
  return (
    <Page
      title="Sites"
      actions={
        <Button size="xs" onClick={() => dock.open("site")}>
          Add a site
        </Button>
      }
    >
      <AdminTabs />
      {sites.isError && (
        <ErrorState what="The sites" message={errorText(sites.error)} onRetry={() => void sites.refetch()} />
      )}
      {sites.isPending && <LoadingState />}
      {sites.data?.length === 0 && (
        <EmptyState title="No site yet">Visits are booked at a site: add the first one.</EmptyState>
      )}
      {sites.data && sites.data.length > 0 && (
        <Worklist
          label="Sites"
          items={sites.data}
          columns={columns}
          keyOf={(site) => site.locationId}
          onOpen={(site) => dock.open("site", site.locationId)}
        />
      )}
    </Page>
  );
}
