/**
 * CHT-201: whose chart a signed note or an order is in may change by a merge, and nothing else of it ever. The seal is over what was signed, which stays
 * as it is and names the record that it was signed in.
 */
const ONLY_THE_PATIENT = `tg_op = 'UPDATE' and new.patient_id <> old.patient_id
      and to_jsonb(new) - 'patient_id' = to_jsonb(old) - 'patient_id' and moves_by_merge(old.patient_id, new.patient_id)`;

export const MERGED_CHARTS: readonly string[] = [
  `create or replace function keep_sealed_encounter() returns trigger language plpgsql set search_path from current as $$
  begin
    if old.status = 'open' then
      return case tg_op when 'DELETE' then old else new end;
    end if;
    if tg_op = 'UPDATE' and old.status = 'awaiting-cosign' and new.status = 'cosigned'
      and new.cosigned_at is not null and new.cosigned_by is not null
      and to_jsonb(new) - array['status', 'cosigned_at', 'cosigned_by'] = to_jsonb(old) - array['status', 'cosigned_at', 'cosigned_by']
    then
      return new;
    end if;
    if ${ONLY_THE_PATIENT} then
      return new;
    end if;
    raise exception 'a signed encounter does not change' using errcode = 'restrict_violation';
  end $$`,
  `create function keep_sealed_order() returns trigger language plpgsql set search_path from current as $$
  begin
    if ${ONLY_THE_PATIENT} then
      return new;
    end if;
    if exists (select 1 from encounter where encounter_id = coalesce(new.encounter_id, old.encounter_id) and status <> 'open')
    then
      raise exception 'a part of a signed encounter does not change' using errcode = 'restrict_violation';
    end if;
    return case tg_op when 'DELETE' then old else new end;
  end $$`,
  `drop trigger keep_sealed on medication_order`,
  `create trigger keep_sealed before insert or update or delete on medication_order
    for each row execute function keep_sealed_order()`,
  `create function keep_added_of_patient() returns trigger language plpgsql set search_path from current as $$
  begin
    if ${ONLY_THE_PATIENT} then
      return new;
    end if;
    raise exception 'this is only added to' using errcode = 'restrict_violation';
  end $$`,
  `create or replace function keep_signed_letter() returns trigger language plpgsql set search_path from current as $$
  begin
    if ${ONLY_THE_PATIENT} then
      return new;
    end if;
    if tg_op = 'DELETE' or (old.signed_at is not null
      and to_jsonb(new) - array['struck_at', 'struck_by', 'strike_reason'] <> to_jsonb(old) - array['struck_at', 'struck_by', 'strike_reason'])
    then
      raise exception 'a letter is not deleted, and what is signed does not change';
    end if;
    return new;
  end $$`,
  `drop trigger keep_added on procedure_order`,
  `create trigger keep_added before update or delete on procedure_order for each row execute function keep_added_of_patient()`,
  `drop trigger keep_added on note_contradictions`,
  `create trigger keep_added before update or delete on note_contradictions for each row execute function keep_added_of_patient()`,
];
