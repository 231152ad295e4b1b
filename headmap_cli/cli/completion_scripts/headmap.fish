# Completion of headmap in fish.

function _headmap_completion
    set -l word (commandline -t)
    set -l response (env _HEADMAP_COMPLETE=fish_complete COMP_WORDS=(commandline -cp) COMP_CWORD=$word headmap)

    for completion in $response
        set -l metadata (string split -m 1 "," -- $completion)
        if test $metadata[1] = "file"
            set -l option (string match -r -- '^-[^=]*=' $word)
            for path in (__fish_complete_path (string replace -r -- '^-[^=]*=' '' $metadata[2]))
                echo "$option$path"
            end
        else if test $metadata[1] = "plain"
            echo $metadata[2]
        end
    end
end

complete --no-files --command headmap --arguments "(_headmap_completion)"
