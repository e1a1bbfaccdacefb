/**
 * CHT-62: what was signed does not change, whatever the program does. An encounter that left `open` takes one more change, the
 * co-signature; its sections and orders take none; saved versions and addenda are only added.
 */
export const SEALS: readonly string[] = [
  `create function keep_sealed_encounter() returns trigger language plpgsql as $$
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
    raise exception 'a signed encounter does not change' using errcode = 'restrict_violation';
  end $$`,
  `create trigger keep_sealed before update or delete on encounter for each row execute function keep_sealed_encounter()`,
  `create function keep_sealed_part() returns trigger language plpgsql as $$
  begin
    if exists (select 1 from encounter where encounter_id = coalesce(new.encounter_id, old.encounter_id) and status <> 'open')
    then
      raise exception 'a part of a signed encounter does not change' using errcode = 'restrict_violation';
    end if;
    return case tg_op when 'DELETE' then old else new end;
  end $$`,
  `create trigger keep_sealed before insert or update or delete on note_section
    for each row execute function keep_sealed_part()`,
  `create trigger keep_sealed before insert or update or delete on medication_order
    for each row execute function keep_sealed_part()`,
  `create function keep_added() returns trigger language plpgsql as $$
  begin
    raise exception 'this is only added to' using errcode = 'restrict_violation';
  end $$`,
  `create trigger keep_added before update or delete on note_version for each row execute function keep_added()`,
  `create trigger keep_added before update or delete on coding_version for each row execute function keep_added()`,
  `create trigger keep_added before update or delete on addendum for each row execute function keep_added()`,
];
