/**
 * What every command is answered, in which state and by whom it is given: written by hand, and the same lines as in
 * docs/protocol.md, which explains the words.
 */

/** The life of a signal. */
export const LIFE = `
own sender    none   waits  handed held   opened over   passed seen   known  told   told+  card   card+  end:w  end:r  end:c  end:l
send          waits  =      =      =      =      =      =      =      =      =      =      ended  ended  ended  ended  ended  waits
again         -      =      =      =      =      =      =      =      =      =      =      ended  ended  ended  ended  ended  -
elsewhere     -      in-use in-use in-use in-use in-use in-use in-use in-use in-use in-use ended  ended  ended  ended  ended  -
drill         -      in-use in-use in-use in-use in-use in-use in-use in-use in-use in-use ended  ended  ended  ended  ended  -
called        -      noted  noted  noted  =      =      =      =      =      =      =      -      -      ended  ended  -      ended
early         -      noted  noted  noted  =      =      =      =      =      =      =      -      -      ended  ended  -      ended
reseal        -      sealed sealed sealed moment moment moment moment moment moment moment -      -      ended  ended  -      ended
withdraw      -      end:w  end:w  end:w  end:w  end:w  end:w  end:w  end:w  end:w  end:w  -      -      =      ended  -      ended
contact's     -      -      -      -      -      -      -      -      -      -      -      -      -      -      -      -      -
teacher's     -      -      -      -      -      -      -      -      -      -      -      -      -      -      -      -      -

colleague     none   waits  handed held   opened over   passed seen   known  told   told+  card   card+  end:w  end:r  end:c  end:l
send          waits  in-use in-use in-use in-use in-use in-use in-use in-use in-use in-use ended  ended  in-use in-use ended  in-use
again         -      in-use in-use in-use in-use in-use in-use in-use in-use in-use in-use ended  ended  in-use in-use ended  in-use
elsewhere     -      in-use in-use in-use in-use in-use in-use in-use in-use in-use in-use ended  ended  in-use in-use ended  in-use
drill         -      in-use in-use in-use in-use in-use in-use in-use in-use in-use in-use ended  ended  in-use in-use ended  in-use
called        -      noted  noted  noted  -      -      -      -      -      -      -      -      -      -      -      -      -
early         -      -      -      -      -      -      -      -      -      -      -      -      -      -      -      -      -
withdraw      -      -      -      -      -      -      -      -      -      -      -      -      -      -      -      -      -
contact's     -      -      -      -      -      -      -      -      -      -      -      -      -      -      -      -      -
teacher's     -      -      -      -      -      -      -      -      -      -      -      -      -      -      -      -      -

other sender  none   waits  handed held   opened over   passed seen   known  told   told+  card   card+  end:w  end:r  end:c  end:l
send          waits  in-use in-use in-use in-use in-use in-use in-use in-use in-use in-use ended  ended  in-use in-use ended  in-use
again         -      in-use in-use in-use in-use in-use in-use in-use in-use in-use in-use ended  ended  in-use in-use ended  in-use
elsewhere     -      in-use in-use in-use in-use in-use in-use in-use in-use in-use in-use ended  ended  in-use in-use ended  in-use
drill         -      in-use in-use in-use in-use in-use in-use in-use in-use in-use in-use ended  ended  in-use in-use ended  in-use
called        -      -      -      -      -      -      -      -      -      -      -      -      -      -      -      -      -
early         -      -      -      -      -      -      -      -      -      -      -      -      -      -      -      -      -
withdraw      -      -      -      -      -      -      -      -      -      -      -      -      -      -      -      -      -
contact's     -      -      -      -      -      -      -      -      -      -      -      -      -      -      -      -      -
teacher's     -      -      -      -      -      -      -      -      -      -      -      -      -      -      -      -      -

opener        none   waits  handed held   opened over   passed seen   known  told   told+  card   card+  end:w  end:r  end:c  end:l
open          -      held   held   copy   copy   taken  copy   copy   copy   copy   copy   -      -      -      -      -      -
read          -      moment moment opened =      taken  =      =      =      =      =      -      -      -      -      -      -
take-over     -      moment moment moment copy   mine   copy   copy   copy   copy   copy   -      -      -      -      -      -
hand-back     -      moment moment moment handed taken  moment moment moment moment moment -      -      -      -      -      -
follow        -      moment moment moment =      taken  =      =      =      =      =      -      -      -      -      -      -
pass-on       -      moment moment moment passed taken  =      =      =      told+  =      -      -      -      -      -      -
seal-s        -      moment sealed moment sealed taken  sealed sealed sealed sealed sealed -      -      -      -      -      -
seal-t        -      moment moment moment nobody taken  sealed sealed sealed nobody sealed -      -      -      -      -      -
told          -      moment moment moment told   taken  told+  told+  told+  =      =      -      -      -      -      -      -
return        -      moment moment moment end:r  taken  end:r  end:r  end:r  end:r  end:r  -      -      -      -      -      -
complete      -      moment moment moment moment taken  card   card+  card!  end:c  card   -      -      -      -      -      -
sender's      -      -      -      -      -      -      -      -      -      -      -      -      -      -      -      -      -
teacher's     -      -      -      -      -      -      -      -      -      -      -      -      -      -      -      -      -

contact       none   waits  handed held   opened over   passed seen   known  told   told+  card   card+  end:w  end:r  end:c  end:l
open          -      held   held   taken  taken  copy   taken  taken  taken  taken  taken  -      -      -      -      -      -
read          -      moment moment taken  taken  =      taken  taken  taken  taken  taken  -      -      -      -      -      -
take-over     -      moment moment taken  mine   copy   mine   mine   mine   mine   mine   -      -      -      -      -      -
hand-back     -      moment moment taken  taken  handed taken  taken  taken  taken  taken  -      -      -      -      -      -
follow        -      moment moment taken  taken  =      taken  taken  taken  taken  taken  -      -      -      -      -      -
pass-on       -      moment moment taken  taken  passed taken  taken  taken  taken  taken  -      -      -      -      -      -
seal-s        -      moment moment taken  taken  sealed taken  taken  taken  taken  taken  -      -      -      -      -      -
seal-t        -      moment moment taken  taken  nobody taken  taken  taken  taken  taken  -      -      -      -      -      -
told          -      moment moment taken  taken  told   taken  taken  taken  taken  taken  -      -      -      -      -      -
return        -      moment moment taken  taken  end:r  taken  taken  taken  taken  taken  -      -      -      -      -      -
complete      -      moment moment taken  taken  moment taken  taken  taken  taken  taken  -      -      -      -      -      -
sender's      -      -      -      -      -      -      -      -      -      -      -      -      -      -      -      -      -
teacher's     -      -      -      -      -      -      -      -      -      -      -      -      -      -      -      -      -

teacher       none   waits  handed held   opened over   passed seen   known  told   told+  card   card+  end:w  end:r  end:c  end:l
copy          -      -      -      -      -      -      seen   copy   copy   -      told+  card+  copy   -      -      -      -
seal-own      -      -      -      -      -      -      moment sealed sealed -      moment moment sealed -      -      -      -
know          -      -      -      -      -      -      moment known  =      -      moment moment card!  -      -      -      -
sender's      -      -      -      -      -      -      -      -      -      -      -      -      -      -      -      -      -
contact's     -      -      -      -      -      -      -      -      -      -      -      -      -      -      -      -      -

anybody else  none   waits  handed held   opened over   passed seen   known  told   told+  card   card+  end:w  end:r  end:c  end:l
sender's      -      -      -      -      -      -      -      -      -      -      -      -      -      -      -      -      -
contact's     -      -      -      -      -      -      -      -      -      -      -      -      -      -      -      -      -
teacher's     -      -      -      -      -      -      -      -      -      -      -      -      -      -      -      -      -
`;

/** Passing on to several teachers. */
export const CHOOSING = `
opener        opened passed seen   known  told   told+  two    full
pass-on       passed =      =      =      told+  =      =      =
choose        passed two    two    two    told+  two    =      many
instead       moment passed passed moment moment told+  passed full

contact       opened passed seen   known  told   told+  two    full
pass-on       taken  taken  taken  taken  taken  taken  taken  taken
choose        taken  taken  taken  taken  taken  taken  taken  taken
instead       taken  taken  taken  taken  taken  taken  taken  taken
`;

/** A teacher who asks to confer. */
export const CONFERRING = `
teacher         waits  held   opened passed seen   asked  coming known  card   card+
confer          -      -      -      moment asked  =      asked  asked  moment moment

opener          waits  held   opened passed seen   asked  coming known  card   card+
coming          moment moment nobody moment moment coming =      moment -      -

contact         waits  held   opened passed seen   asked  coming known  card   card+
coming          moment taken  taken  taken  taken  taken  taken  taken  -      -

other teacher   waits  held   opened passed seen   asked  coming known  card   card+
confer          -      -      -      -      -      -      -      -      -      -
`;

/** Who calls the parents, and whether they know. */
export const PARENTS = `
opener          waits    held     opened   opener?  passed   seen     theirs?  informed told     card     card:?   card:i
i-call          moment   moment   opener?  =        opener?  opener?  opener?  opener?  opener?  -        -        -
they-call       moment   moment   nobody   theirs?  theirs?  theirs?  =        =        nobody   -        -        -
x-calls         moment   moment   nobody   nobody   nobody   nobody   nobody   nobody   nobody   -        -        -
informed        moment   moment   moment   informed moment   moment   informed =        moment   -        -        -

contact         waits    held     opened   opener?  passed   seen     theirs?  informed told     card     card:?   card:i
i-call          moment   taken    taken    taken    taken    taken    taken    taken    taken    -        -        -
they-call       moment   taken    taken    taken    taken    taken    taken    taken    taken    -        -        -
x-calls         moment   taken    taken    taken    taken    taken    taken    taken    taken    -        -        -
informed        moment   taken    taken    taken    taken    taken    taken    taken    taken    -        -        -

teacher         waits    held     opened   opener?  passed   seen     theirs?  informed told     card     card:?   card:i
they-know       -        -        -        moment   moment   moment   informed =        -        moment   card:i   =

other teacher   waits    held     opened   opener?  passed   seen     theirs?  informed told     card     card:?   card:i
they-know       -        -        -        -        -        -        -        -        -        -        -        -
`;

/** A drill that the school itself starts. */
export const DRILL = `
opener        none   waits  held   opened passed card   end:r  end:c
start         waits  =      =      =      =      ended  in-use ended
drill         -      =      =      =      =      ended  in-use ended
again         -      in-use in-use in-use in-use ended  in-use ended
called        -      -      -      -      -      -      -      -
withdraw      -      -      -      -      -      -      -      -
open          -      held   copy   copy   copy   -      -      -
read          -      moment opened =      =      -      -      -
return        -      moment moment end:r  end:r  -      -      -
complete      -      moment moment moment card   -      -      -

contact       none   waits  held   opened passed card   end:r  end:c
drill         -      =      =      =      =      ended  in-use ended
called        -      -      -      -      -      -      -      -
withdraw      -      -      -      -      -      -      -      -
take-over     -      moment taken  mine   mine   -      -      -

any sender    none   waits  held   opened passed card   end:r  end:c
drill         -      in-use in-use in-use in-use ended  in-use ended
called        -      -      -      -      -      -      -      -
reseal        -      -      -      -      -      -      -      -
withdraw      -      -      -      -      -      -      -      -

anybody else  none   waits  held   opened passed card   end:r  end:c
drill         -      in-use in-use in-use in-use ended  in-use ended
called        -      -      -      -      -      -      -      -
withdraw      -      -      -      -      -      -      -      -
`;
