import { Button } from "@mantine/core";
import { type ConsentForm, consentKindLabels } from "@practicum/contracts/scheduling/consents";
import { EmptyState, ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { Worklist, type WorklistColumn } from "@practicum/ui/worklist.tsx";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { newId } from "../../api/command-id.ts";
import { errorText } from "../../api/domain-error.ts";
import { useTRPC } from "../../api/trpc.ts";
import { Page } from "../../shell/page.tsx";
import { AdminTabs } from "./admin-tabs.tsx";
import { ConsentFormForm } from "./consent-form-form.tsx";

const columns: readonly WorklistColumn<ConsentForm>[] = [
  { id: "title", header: "Form", width: "minmax(200px, 2fr)", cell: (one) => <b>{one.titleEn}</b> },
  {
    id: "spanish",
    header: "In Spanish",
    width: "minmax(200px, 2fr)",
    below: true,
    cell: (one) => <span lang="es">{one.titleEs}</span>,
  },
  { id: "kind", header: "Kind", width: "minmax(150px, 1fr)", cell: (one) => consentKindLabels[one.kind] },
  { id: "months", header: "Signed again", width: "130px", cell: (one) => renewalOf(one.months) },
  { id: "version", header: "Version", width: "76px", cell: (one) => one.version },
  { id: "state", header: "In use", width: "76px", cell: (one) => (one.active ? "Yes" : "No") },
];

function renewalOf(months: number | null): string {
  if (months === null) return "Never";
  return months === 1 ? "Every month" : `Every ${months} months`;
}

/** What patients sign at the tablet: the words in both languages, how long they count, and all versions. */
export function ConsentFormsPage() {
  const trpc = useTRPC();
  const query = useQuery(trpc.scheduling.listConsentForms.queryOptions({}));
  const [open, setOpen] = useState<string | null>(null);
  const [fresh, setFresh] = useState<string | null>(null);
  const chosen = query.data?.find((one) => one.formId === open);
  return (
    <Page
      title="Consent forms"
      actions={
        <Button size="xs" variant="default" onClick={() => setFresh(newId<"consent-form">())}>
          New form
        </Button>
      }
    >
      <AdminTabs />
      {query.isError && (
        <ErrorState what="The forms" message={errorText(query.error)} onRetry={() => void query.refetch()} />
      )}
      {query.isPending && <LoadingState rows={4} />}
      {query.data?.length === 0 && (
        <EmptyState title="No forms yet">Patients sign at the tablet what you write here.</EmptyState>
      )}
      {query.data && query.data.length > 0 && (
        <Worklist
          label="Forms that patients sign"
          items={query.data}
          columns={columns}
          keyOf={(one) => one.formId}
          landing
          onOpen={(one) => {
            setFresh(null);
            setOpen(one.formId);
          }}
        />
      )}
      {fresh !== null && <ConsentFormForm key={fresh} formId={fresh} shown={null} onDone={() => setFresh(null)} />}
      {fresh === null && chosen && (
        <ConsentFormForm
          key={`${chosen.formId} ${chosen.version}`}
          formId={chosen.formId}
          shown={chosen}
          onDone={() => setOpen(null)}
        />
      )}
    </Page>
  );
}
