import { Button, Loader, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import type { PatientMatch } from "@practicum/contracts/scheduling/patients";
import { formatDate } from "@practicum/kernel/local-date";
import { useKeys } from "@practicum/ui/keys.ts";
import { formatAge, formatName, formatPhone } from "@practicum/ui/format.ts";
import { EmptyState, ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { Worklist, type WorklistColumn } from "@practicum/ui/worklist.tsx";
import { IconUserPlus } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { useEnterWaits } from "../../../forms/use-enter-waits.ts";
import { sexWord } from "../../../patient/sexes.ts";
import { useSession } from "../../../session/session-context.ts";
import { Page } from "../../../shell/page.tsx";
import { readPalette } from "../../../shell/palette/read-palette.ts";
import { ifCalled, ifFormerly } from "../../../patient/about-words.ts";
import { ifDeceased } from "../../../patient/death/death-words.ts";

const limit = 50;

/** Finds patients. What is typed is kept out of the address. */
export function PatientsPage() {
  const trpc = useTRPC();
  const session = useSession();
  const navigate = useNavigate();
  const [text, setText] = useState("");
  const typed = readPalette(text, [], session.today).search;
  const [search] = useDebouncedValue(typed, 150);
  const found = useQuery({
    // limit: beyond it the page says so, and asks for more of the name.
    ...trpc.scheduling.searchPatients.queryOptions({ text: search, limit }),
    enabled: search.length >= 2,
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
  const patients = search.length >= 2 ? found.data : undefined;
  // Enter goes with the answer to what is typed: until it is there, the list may still show whom fewer letters found.
  const answered = search === typed && found.isSuccess && !found.isPlaceholderData;
  const openFirst = () => {
    const first = patients?.[0];
    if (first) void navigate({ to: `/p/${first.patientId}/summary` });
  };
  const { waiting, wait } = useEnterWaits(typed, answered, openFirst);
  const columns: WorklistColumn<PatientMatch>[] = [
    {
      id: "name",
      header: "Name",
      width: "minmax(180px, 2fr)",
      cell: (p) => (
        <span>
          <b>
            {formatName(p.name)}
            {ifCalled(p.preferredName)}
          </b>
          {ifFormerly(p.formerNames)}
          {ifDeceased(p.death)}
        </span>
      ),
    },
    { id: "birth", header: "DOB", width: "110px", cell: (p) => formatDate(p.birthDate) },
    { id: "age", header: "Age", width: "70px", cell: (p) => formatAge(p.birthDate, session.today) },
    {
      id: "sex",
      header: "Sex",
      width: "80px",
      cell: (p) => sexWord(p.sex),
    },
    { id: "phone", header: "Phone", width: "140px", cell: (p) => (p.phone ? formatPhone(p.phone) : "—") },
    { id: "mrn", header: "MRN", width: "90px", cell: (p) => p.mrn },
  ];
  const onKeyDown = useKeys({
    Enter: () => {
      if (typed.length < 2) return false;
      return answered ? openFirst() : wait();
    },
  });
  return (
    <Page
      title="Patients"
      actions={
        <>
          {session.can("duplicate.review") && (
            <Button component={Link} to="/patients/duplicates" size="xs" variant="default">
              Duplicates
            </Button>
          )}
          {session.can("patient.register") && (
            <Button component={Link} to="/patients/new" size="xs" leftSection={<IconUserPlus size={16} />}>
              Register a patient
            </Button>
          )}
        </>
      }
    >
      <TextInput
        label="Find a patient"
        placeholder="Name, birth date, phone or MRN"
        maw={420}
        mb="md"
        autoFocus
        autoComplete="off"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        rightSection={waiting ? <Loader size={14} /> : null}
        onKeyDown={onKeyDown}
      />
      {found.isError && (
        <ErrorState what="The search" message={errorText(found.error)} onRetry={() => void found.refetch()} />
      )}
      {search.length < 2 && (
        <EmptyState title="Type two letters or more">
          A misspelt name is found too. 3/4/81 finds a birth date.
        </EmptyState>
      )}
      {search.length >= 2 && found.isPending && <LoadingState />}
      {patients?.length === 0 && (
        <EmptyState title="Nobody found">Check the spelling, or look by birth date or phone. Then register.</EmptyState>
      )}
      {patients && patients.length > 0 && (
        <>
          <Worklist
            label="Patients"
            items={patients}
            columns={columns}
            keyOf={(p) => p.patientId}
            onOpen={(p) => void navigate({ to: `/p/${p.patientId}/summary` })}
          />
          {patients.length === limit && (
            <p style={{ fontSize: 13, color: "var(--p-dim)" }}>
              The first {limit} are shown; type more to narrow it down.
            </p>
          )}
        </>
      )}
    </Page>
  );
}
