-- The profiles that an identity names. $1 account, $2 profile id or null, $3 email address in lower case or null, $4 the address
-- as it is stored when addresses are hashed, or null.
-- Grain: one row per profile: id, email address, telephone number.
select profile_id, email, phone_number
from profiles
where account_id = $1 and (profile_id = $2 or lower(email) = $3 or email = $4)
order by profile_id
