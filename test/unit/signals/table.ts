/**
 * What every command is answered in every state, by whom it is given: written by hand, and the same lines as in
 * docs/protocol.md, which explains the words.
 */
export const TABLE = `
own sender  none    waiting held    opened  passed  seen    known   told    told+   card    card+   ended:w ended:r ended:c
send        waiting =       =       =       =       =       =       =       =       ended   ended   ended   ended   ended
again       -       =       =       =       =       =       =       =       =       ended   ended   ended   ended   ended
elsewhere   -       in-use  in-use  in-use  in-use  in-use  in-use  in-use  in-use  ended   ended   ended   ended   ended
withdraw    -       ended:w ended:w ended:w ended:w ended:w ended:w ended:w ended:w -       -       =       ended   -
contact's   -       -       -       -       -       -       -       -       -       -       -       -       -       -
teacher's   -       -       -       -       -       -       -       -       -       -       -       -       -       -

other sender none   waiting held    opened  passed  seen    known   told    told+   card    card+   ended:w ended:r ended:c
send        waiting in-use  in-use  in-use  in-use  in-use  in-use  in-use  in-use  ended   ended   in-use  in-use  ended
again       -       in-use  in-use  in-use  in-use  in-use  in-use  in-use  in-use  ended   ended   in-use  in-use  ended
elsewhere   -       in-use  in-use  in-use  in-use  in-use  in-use  in-use  in-use  ended   ended   in-use  in-use  ended
withdraw    -       -       -       -       -       -       -       -       -       -       -       -       -       -
contact's   -       -       -       -       -       -       -       -       -       -       -       -       -       -
teacher's   -       -       -       -       -       -       -       -       -       -       -       -       -       -

opener      none    waiting held    opened  passed  seen    known   told    told+   card    card+   ended:w ended:r ended:c
open        -       held    copy    copy    copy    copy    copy    copy    copy    -       -       -       -       -
read        -       moment  opened  =       =       =       =       =       =       -       -       -       -       -
follow      -       moment  moment  =       =       =       =       =       =       -       -       -       -       -
pass-on     -       moment  moment  passed  =       =       =       told+   =       -       -       -       -       -
choose      -       moment  moment  passed  moment  moment  moment  told+   moment  -       -       -       -       -
told        -       moment  moment  told    told+   told+   told+   =       =       -       -       -       -       -
return      -       moment  moment  ended:r ended:r ended:r ended:r ended:r ended:r -       -       -       -       -
complete    -       moment  moment  ended:c card    card+   card!   ended:c card    -       -       -       -       -
withdraw    -       -       -       -       -       -       -       -       -       -       -       -       -       -
teacher's   -       -       -       -       -       -       -       -       -       -       -       -       -       -

contact     none    waiting held    opened  passed  seen    known   told    told+   card    card+   ended:w ended:r ended:c
open        -       held    taken   taken   taken   taken   taken   taken   taken   -       -       -       -       -
read        -       moment  taken   taken   taken   taken   taken   taken   taken   -       -       -       -       -
follow      -       moment  taken   taken   taken   taken   taken   taken   taken   -       -       -       -       -
pass-on     -       moment  taken   taken   taken   taken   taken   taken   taken   -       -       -       -       -
choose      -       moment  taken   taken   taken   taken   taken   taken   taken   -       -       -       -       -
told        -       moment  taken   taken   taken   taken   taken   taken   taken   -       -       -       -       -
return      -       moment  taken   taken   taken   taken   taken   taken   taken   -       -       -       -       -
complete    -       moment  taken   taken   taken   taken   taken   taken   taken   -       -       -       -       -
withdraw    -       -       -       -       -       -       -       -       -       -       -       -       -       -
teacher's   -       -       -       -       -       -       -       -       -       -       -       -       -       -

teacher     none    waiting held    opened  passed  seen    known   told    told+   card    card+   ended:w ended:r ended:c
copy        -       -       -       -       seen    copy    copy    -       told+   card+   copy    -       -       -
know        -       -       -       -       moment  known   =       -       moment  moment  card!   -       -       -
withdraw    -       -       -       -       -       -       -       -       -       -       -       -       -       -
contact's   -       -       -       -       -       -       -       -       -       -       -       -       -       -

anybody else none   waiting held    opened  passed  seen    known   told    told+   card    card+   ended:w ended:r ended:c
withdraw    -       -       -       -       -       -       -       -       -       -       -       -       -       -
contact's   -       -       -       -       -       -       -       -       -       -       -       -       -       -
teacher's   -       -       -       -       -       -       -       -       -       -       -       -       -       -
`;
