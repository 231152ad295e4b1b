# Completion of headmap in bash 4.4 or newer.

_headmap_completion() {
    local IFS=$'\n'
    local response completion type value i
    local -a words=()

    # bash splits a word at "=" into three; put them together again.
    for ((i = 0; i <= COMP_CWORD; i++)); do
        if ((i > 0)) && [[ ${COMP_WORDS[i]} == "=" || ${COMP_WORDS[i - 1]} == "=" ]]; then
            words[${#words[@]} - 1]+=${COMP_WORDS[i]}
        else
            words+=("${COMP_WORDS[i]}")
        fi
    done
    local last=$((${#words[@]} - 1))
    local word=${words[last]}
    local before=""
    if [[ $COMP_WORDBREAKS == *"="* ]]; then
        before=${word%"${word##*=}"}
    fi

    response=$(env COMP_WORDS="${words[*]}" COMP_CWORD=$last _HEADMAP_COMPLETE=bash_complete $1)
    for completion in $response; do
        IFS=',' read -r type value <<< "$completion"
        if [[ $type == 'file' ]]; then
            COMPREPLY=()
            compopt -o default
        elif [[ $type == 'plain' ]]; then
            COMPREPLY+=("${value#"$before"}")
        fi
    done
    # A key of the style is followed by its value, not by a space.
    if [[ ${COMPREPLY[0]} == *= ]]; then
        compopt -o nospace
    fi
}

complete -o nosort -F _headmap_completion headmap
