-- Takes the name from a person. $1 account, $2 profile id, $3 pseudonym. One row: profiles, memberships, facts and ledgers.
select profiles, memberships, facts from forget_person($1, $2, $3)
